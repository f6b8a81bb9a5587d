import { PROVEN_LATELY_MS } from '../contacts/may-know-stored.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { type Carried, carryOutcomes } from './outcome-store.ts';

/** Reacts to `sessionsBound`: what a visitor was shown, they were shown as whoever they turned out to be. */
export async function carryOutcomesOfSessions(deps: Deps, tx: Tx, list: News['sessionsBound']): Promise<void> {
  await carry(
    deps,
    tx,
    list.map(({ workspaceId, sessionRowId, leadId, contactId, heldBy, trust }) => ({
      ...{ workspaceId, sessionId: sessionRowId, from: leadId ? [sessionRowId, leadId] : [sessionRowId] },
      ...{ personId: contactId, originId: heldBy ?? contactId, claimed: trust === 'claimed' },
    })),
  );
}

/** Reacts to `leadsCaptured`: what the session was shown, its lead was shown. */
export async function giveOutcomesToLeads(deps: Deps, tx: Tx, list: News['leadsCaptured']): Promise<void> {
  await carry(
    deps,
    tx,
    list.map(({ workspaceId, sessionRowId, leadId, before }) => ({
      ...{ workspaceId, sessionId: sessionRowId, from: before ? [sessionRowId, before] : [sessionRowId] },
      ...{ personId: leadId, originId: leadId, claimed: false },
    })),
  );
}

/** Reacts to `leadsConverted`: what the lead was shown, the user was shown. */
export async function raiseOutcomesOfLeads(deps: Deps, tx: Tx, list: News['leadsConverted']): Promise<void> {
  await carry(
    deps,
    tx,
    list.map(({ workspaceId, leadId, contactId }) => ({
      ...{ workspaceId, sessionId: null, from: [leadId] },
      ...{ personId: contactId, originId: contactId, claimed: false },
    })),
  );
}

async function carry(deps: Pick<Deps, 'now'>, tx: Tx, list: readonly Carried[]): Promise<void> {
  await carryOutcomes(tx.sql, list, new Date(deps.now().getTime() - PROVEN_LATELY_MS));
}
