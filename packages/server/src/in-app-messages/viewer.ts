import type { Reader } from '../contacts/open-reader.ts';
import { type CustomerKnowledge, readCustomer } from '../contacts/read-customer.ts';
import type { Deps } from '../deps.ts';
import { readSessionRow } from '../identity/read-session.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Witness } from './outcome-store.ts';

/** Who looks at a page, as their proof and session say. */
export type Looker = Pick<Reader, 'sessionRowId' | 'contactId' | 'heldBy' | 'trust'>;

/** Whom in-app messages are decided for, as far as this call may know them (safety R3). */
export interface Viewer extends Witness {
  /** Whom filters are asked about; null is a visitor, who passes none. */
  contactId: string | null;
  knowledge: CustomerKnowledge;
}

/**
 * Who looks at a page. A claim on somebody proven lately is a visitor's call: what is shown to it tells nothing of what is
 * stored, and what it does is noted for its session. A visitor who left a name or e-mail is their lead.
 */
export async function findViewer(
  deps: Pick<Deps, 'db' | 'now'>,
  workspace: Workspace,
  reader: Looker,
): Promise<Viewer> {
  const { sessionRowId, contactId, heldBy } = reader;
  const session = await readSessionRow(deps, workspace.id, sessionRowId);
  // The token of an id that was merged away proves the survivor no more than a claim does (safety R5).
  const trust = heldBy === null ? reader.trust : 'claimed';
  const knowledge = await readCustomer(deps, {
    ...{ workspace, contactId, sessionRowId, trust },
    companyId: session?.companyId ?? null,
  });
  const known = contactId === null ? (session?.leadId ?? null) : knowledge.storedAllowed ? contactId : null;
  const personId = known ?? sessionRowId;
  return {
    ...{ workspaceId: workspace.id, sessionId: sessionRowId, contactId: known, knowledge, personId },
    originId: known !== null && heldBy !== null ? heldBy : personId,
  };
}
