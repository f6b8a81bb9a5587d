import type { Sql } from '../db/database.ts';
import type { Contact } from './contact.ts';
import { type ContactRow, SELECTED, toContact } from './contact-store.ts';

/** Living contacts with one e-mail (see `emailKey`), by id. */
export interface EqualEmails {
  emailKey: string;
  ids: string[];
  count: number;
}

/** So many contacts of a group are told of. */
const SHOWN = 10;

/** E-mails that several living contacts have and that nobody has judged, after `after`, in order. */
export async function listEqualEmails(
  sql: Sql,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<EqualEmails[]> {
  return sql<EqualEmails[]>`
    select g.email_key as "emailKey", g.ids[1:${SHOWN}] as ids, cardinality(g.ids) as count
    from (
      select c.email_key, array_agg(c.id order by c.last_seen desc nulls last, c.id) as ids from contacts c
      where c.workspace_id = ${workspaceId} and c.email_key is not null and c.merged_into is null
        and (${after}::text is null or c.email_key > ${after} collate "C")
      group by c.email_key having count(*) > 1) g
    left join dismissed_duplicates d on d.workspace_id = ${workspaceId} and d.email_key = g.email_key
    where d.contact_ids is null or not d.contact_ids @> g.ids
    order by g.email_key limit ${limit}`;
}

/** Remembers that the contacts that have this e-mail now are different people. False when there are not several. */
export async function dismissEqualEmails(sql: Sql, workspaceId: string, key: string, at: Date): Promise<boolean> {
  const dismissed = await sql`
    insert into dismissed_duplicates (workspace_id, email_key, contact_ids, at)
    select ${workspaceId}, ${key}, array_agg(id), ${at.toISOString()} from contacts
    where workspace_id = ${workspaceId} and email_key = ${key} and merged_into is null having count(*) > 1
    on conflict (workspace_id, email_key) do update set contact_ids = excluded.contact_ids, at = excluded.at`;
  return dismissed.count > 0;
}

/** Whether the contacts that have this e-mail now were judged to be different people. */
export async function isDismissed(sql: Sql, workspaceId: string, key: string): Promise<boolean> {
  const [row] = await sql<{ dismissed: boolean }[]>`
    select d.contact_ids @> array(
      select id from contacts where workspace_id = ${workspaceId} and email_key = ${key} and merged_into is null) as dismissed
    from dismissed_duplicates d where d.workspace_id = ${workspaceId} and d.email_key = ${key}`;
  return row?.dismissed ?? false;
}

/** Contacts by id, in no order. */
export async function readContactsById(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  const rows = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c where c.workspace_id = $1 and c.id = any($2::uuid[])`,
    [workspaceId, ids as string[]],
    { prepare: true },
  );
  return rows.map(toContact);
}

/** What the companies of contacts are called. */
export async function companyNamesOf(
  sql: Sql,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ contactId: string; name: string }[]> {
  return sql<{ contactId: string; name: string }[]>`
    select m.contact_id as "contactId", coalesce(nullif(k.name, ''), k.external_id) as name
    from memberships m join companies k on k.workspace_id = m.workspace_id and k.id = m.company_id
    where m.workspace_id = ${workspaceId} and m.contact_id = any(${ids as string[]}::uuid[])
    order by m.named_at desc, k.id`;
}
