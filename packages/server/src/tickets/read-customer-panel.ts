import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import { readCompanyRecord } from '../contacts/read-company-record.ts';
import { readContactRecord } from '../contacts/read-contact-record.ts';
import { readLastPromptId } from '../conversations/read-last-prompt-id.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Deps } from '../deps.ts';
import { listRecentEvents } from '../events/list-recent-events.ts';
import { readSessionRow } from '../identity/read-session.ts';
import type { Session } from '../identity/session.ts';
import { findFace } from './inbox-store.ts';
import { listOtherConversations, listOtherTickets } from './other-threads-store.ts';

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
  const [face, record, company, session, otherConversations, otherTickets, recentEvents, lastPromptId] =
    await Promise.all([
      findFace(sql, workspaceId, conversationId),
      contactId === null ? null : readContactRecord(deps, workspaceId, contactId),
      companyId === null ? null : readCompanyRecord(deps, workspaceId, companyId),
      sessionRowId === null ? null : readSessionRow(deps, workspaceId, sessionRowId),
      listOtherConversations(sql, owner, SHOWN),
      listOtherTickets(sql, owner, SHOWN),
      listRecentEvents(deps, { workspaceId, contactId, sessionRowId, limit: SHOWN }),
      readLastPromptId(deps, { workspaceId, conversationId }),
    ]);
  return {
    person: face!.person,
    traits: record?.traits ?? [],
    sessionTraits: spokenBy(session),
    context: record?.context ?? [],
    companies: record?.companies ?? [],
    companyTraits: company?.traits ?? [],
    companyContext: company?.context ?? [],
    signedUpAt: record?.signedUpAt ?? null,
    firstSeen: record?.firstSeen ?? null,
    lastSeen: record?.lastSeen ?? session?.lastSeen ?? null,
    otherConversations,
    otherTickets,
    recentEvents,
    lastPromptId,
  };
}

/** What the browser session said by itself: traits, then context entries, company's after the person's. */
function spokenBy(session: Session | null): { key: string; value: unknown }[] {
  const { traits, context, companyTraits, companyContext } = session?.said ?? {};
  const lines = (values: Record<string, unknown> | undefined, prefix: string) =>
    Object.entries(values ?? {}).map(([key, value]) => ({ key: prefix + key, value }));
  return [
    ...lines(traits, ''),
    ...lines(context, 'context.'),
    ...lines(companyTraits, 'company.'),
    ...lines(companyContext, 'company.context.'),
  ];
}
