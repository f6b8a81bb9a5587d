import type { Sql } from '../db/database.ts';
import type { Contact } from './contact.ts';
import { type ContactRow, SELECTED, toContact } from './contact-store.ts';
import { rowOfName } from './contact-write.ts';

/** A contact by the customer's own id, or for the writer by its `rowName`. */
export interface ContactName {
  workspaceId: string;
  externalId: string;
}

/** What is still asked of an id that was merged away, whatever it leads to (safety R5, K2). */
export interface Redirect {
  /** The contact that a token for this id proves; null where it proves the survivor. */
  heldBy: string | null;
  /** Tokens for this id from before prove nothing. */
  validFrom: string | null;
}

export interface NamedContact {
  namedAs: string;
  contact: Contact;
  /** null when the contact is named by its own id. */
  redirect: Redirect | null;
}

type NamedRow = ContactRow & { namedAs: string; heldBy: string | null; namedValidFrom: string | null };

const NAMED = `
  select d.workspace_id, d.external_id, coalesce(d.merged_into, d.id) as id, d.held_by,
         case when d.merged_into is not null then d.sessions_valid_from end as valid_from
  from json_to_recordset($1::text::json) as n(workspace_id uuid, external_id text)
  join contacts d on d.workspace_id = n.workspace_id and d.external_id = n.external_id`;
/** The same and by row. Spoken only where a row is named, so that calls with ids keep their own plan. */
const NAMED_OR_ROWS = `${NAMED}
  union all
  select d.workspace_id, n.external_id, coalesce(d.merged_into, d.id), null, null
  from json_to_recordset($1::text::json) as n(workspace_id uuid, external_id text, id uuid)
  join contacts d on d.workspace_id = n.workspace_id and d.id = n.id`;
const SELECTED_NAMED = `r.external_id as "namedAs", r.held_by as "heldBy", r.valid_from as "namedValidFrom", ${SELECTED}`;

/** Contacts by external id or row, redirects of merged ids followed, locked in the order of their ids. */
export function lockContacts(sql: Sql, names: readonly ContactName[]): Promise<NamedContact[]> {
  const hasRows = names.some(({ externalId }) => rowOfName(externalId) !== null);
  return namedContacts(
    sql,
    `select ${SELECTED_NAMED} from (${hasRows ? NAMED_OR_ROWS : NAMED}) r
     join contacts c on c.workspace_id = r.workspace_id and c.id = r.id
     order by c.workspace_id, c.id
     for no key update of c`,
    names,
  );
}

/** Contacts by external id without a lock, redirects followed. */
export function readContactsByName(sql: Sql, names: readonly ContactName[]): Promise<NamedContact[]> {
  return namedContacts(
    sql,
    `select ${SELECTED_NAMED} from (${NAMED}) r join contacts c on c.workspace_id = r.workspace_id and c.id = r.id`,
    names,
  );
}

async function namedContacts(sql: Sql, statement: string, names: readonly ContactName[]): Promise<NamedContact[]> {
  if (names.length === 0) return [];
  const json = JSON.stringify(
    names.map(({ workspaceId, externalId }) => {
      const id = rowOfName(externalId);
      return { workspace_id: workspaceId, external_id: externalId, ...(id !== null && { id }) };
    }),
  );
  const rows = await sql.unsafe<NamedRow[]>(statement, [json], { prepare: true });
  return rows.map((row) => {
    const contact = toContact(row);
    const byOwnName = row.namedAs === contact.externalId || rowOfName(row.namedAs) !== null;
    const redirect = byOwnName ? null : { heldBy: row.heldBy, validFrom: row.namedValidFrom };
    return { namedAs: row.namedAs, contact, redirect };
  });
}

/** Whether all these redirected names still lead to the contacts they led to, which the caller has locked by now. */
export async function leadWhereTheyLed(sql: Sql, named: readonly NamedContact[]): Promise<boolean> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(*)::integer as count
     from json_to_recordset($1::text::json) as n(workspace_id uuid, external_id text, id uuid)
     join contacts d on d.workspace_id = n.workspace_id and d.external_id = n.external_id and d.merged_into = n.id`,
    [
      JSON.stringify(
        named.map(({ namedAs, contact }) => ({
          workspace_id: contact.workspaceId,
          external_id: namedAs,
          id: contact.id,
        })),
      ),
    ],
    { prepare: true },
  );
  return row?.count === named.length;
}
