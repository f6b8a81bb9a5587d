import type { Sql } from '../db/database.ts';

/** What hangs on a contact and moves with it. */
export interface Children {
  conversations: number;
  /** Those of them that the contact's own token opens. */
  provenConversations: number;
  tickets: number;
  events: number;
  sessions: number;
}

/** Counts the children of contacts, in the order of `contactIds`. */
export async function countChildren(sql: Sql, workspaceId: string, contactIds: readonly string[]): Promise<Children[]> {
  return sql<Children[]>`
    select
      (select count(*)::integer from conversations c
       where c.workspace_id = ${workspaceId} and c.contact_id = k.id) as conversations,
      (select count(*)::integer from conversations c
       where c.workspace_id = ${workspaceId} and c.contact_id = k.id and c.trust = 'verified') as "provenConversations",
      (select count(*)::integer from tickets t
       where t.workspace_id = ${workspaceId} and t.contact_id = k.id) as tickets,
      (select count(*)::integer from events e
       where e.workspace_id = ${workspaceId} and e.contact_id = k.id) as events,
      (select count(*)::integer from sessions s
       where s.workspace_id = ${workspaceId} and s.contact_id = k.id) as sessions
    from unnest(${contactIds as string[]}::uuid[]) with ordinality as k (id, place)
    order by k.place`;
}
