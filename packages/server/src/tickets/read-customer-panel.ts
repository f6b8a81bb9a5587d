import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import { readCompanyRecord } from '../contacts/read-company-record.ts';
import { readContactRecord } from '../contacts/read-contact-record.ts';
import { readLastPromptId } from '../conversations/read-last-prompt-id.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Deps } from '../deps.ts';
import { listRecentEvents } from '../events/list-recent-events.ts';
import { readSessionRow } from '../identity/read-session.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { findFace } from './inbox-store.ts';
import { listOtherConversations, listOtherTickets } from './other-threads-store.ts';
import { contextNow, saidOnlyHere } from './said-in-session.ts';

const SHOWN = 20;

/** Everything a teammate may know of the person of a conversation. Refuses `not_found`. */
export async function readCustomerPanel(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  conversationId: string,
): Promise<CustomerPanelAnswer> {
  const { sql } = deps.db;
  const { contactId, companyId, sessionRowId } = await requireConversation(deps, workspaceId, conversationId);
  const owner = { workspaceId, conversationId, contactId, sessionRowId };
  const [face, record, company, session, otherConversations, otherTickets, recentEvents, lastPromptId, { timeZone }] =
    await Promise.all([
      findFace(sql, workspaceId, conversationId),
      contactId === null ? null : readContactRecord(deps, workspaceId, contactId),
      companyId === null ? null : readCompanyRecord(deps, workspaceId, companyId),
      sessionRowId === null ? null : readSessionRow(deps, workspaceId, sessionRowId),
      listOtherConversations(sql, owner, SHOWN),
      listOtherTickets(sql, owner, SHOWN),
      listRecentEvents(deps, { workspaceId, contactId, sessionRowId, limit: SHOWN }),
      readLastPromptId(deps, { workspaceId, conversationId }),
      readSettings(deps, workspaceId),
    ]);
  const said = session?.said ?? {};
  return {
    person: face!.person,
    traits: record?.traits ?? [],
    sessionTraits: [
      ...saidOnlyHere('user', said.traits, record?.traits ?? [], timeZone),
      ...saidOnlyHere('company', said.companyTraits, company?.traits ?? [], timeZone),
    ],
    context: contextNow(record?.context ?? [], said.context),
    companies: record?.companies ?? [],
    companyTraits: company?.traits ?? [],
    companyContext: contextNow(company?.context ?? [], said.companyContext),
    signedUpAt: record?.signedUpAt ?? null,
    firstSeen: record?.firstSeen ?? null,
    lastSeen: record?.lastSeen ?? session?.lastSeen ?? null,
    otherConversations,
    otherTickets,
    recentEvents,
    lastPromptId,
  };
}
