import type { Sql } from '../db/database.ts';
import type { Facts } from '../filters/read-value.ts';
import type { Contact } from './contact.ts';
import { customFields, rowOfTraits, type StoredTraits, traitColumns, traitsOfRow } from './record-columns.ts';

const TRAITS = traitColumns('user');
const TRAIT_NAMES = TRAITS.map(({ column }) => column);

/** Columns beside the traits: name, field of a Contact, SQL type. */
const OWN = [
  ['kind', 'kind', 'text'],
  ['external_id', 'externalId', 'text'],
  ['current_company_id', 'currentCompanyId', 'uuid'],
  ['merged_into', 'mergedInto', 'uuid'],
  ['trust', 'trust', 'text'],
  ['trust_method', 'trustMethod', 'text'],
  ['trust_key_id', 'trustKeyId', 'text'],
  ['proven_at', 'provenAt', 'timestamptz'],
  ['token_proven_at', 'tokenProvenAt', 'timestamptz'],
  ['sessions_valid_from', 'sessionsValidFrom', 'timestamptz'],
  ['announced', 'announced', 'boolean'],
  ['first_seen', 'firstSeen', 'timestamptz'],
  ['last_seen', 'lastSeen', 'timestamptz'],
  ['created_at', 'createdAt', 'timestamptz'],
  ['updated_at', 'updatedAt', 'timestamptz'],
] as const satisfies readonly (readonly [string, keyof Contact, string])[];

/** The columns of `c` that make a Contact. */
export const SELECTED = [
  'c.workspace_id as "workspaceId"',
  'c.id',
  ...OWN.map(([column, field]) => `c.${column} as "${field}"`),
  ...TRAIT_NAMES.map((name) => `c.${name}`),
  'c.custom_fields',
  'c.provenance',
].join(', ');

const WRITTEN = [...OWN.map(([column]) => column), 'email_key', ...TRAIT_NAMES, 'custom_fields', 'provenance'];
const COLUMN_TYPES: Record<string, string> = {
  ...Object.fromEntries(OWN.map(([column, , type]) => [column, type])),
  email_key: 'text',
  ...Object.fromEntries(TRAITS.map(({ column, type }) => [column, type])),
  custom_fields: 'json',
  provenance: 'json',
};
const RECORDSET = `workspace_id uuid, id uuid, ${WRITTEN.map((column) => `${column} ${COLUMN_TYPES[column]}`).join(', ')}`;

export type ContactRow = Omit<Contact, 'values' | 'provenance'> & StoredTraits;

export function toContact(row: ContactRow): Contact {
  const contact: Record<string, unknown> = { workspaceId: row.workspaceId, id: row.id, ...traitsOfRow('user', row) };
  for (const [, field] of OWN) contact[field] = row[field];
  return contact as unknown as Contact;
}

export async function findContact(sql: Sql, workspaceId: string, id: string): Promise<Contact | null> {
  const [row] = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c where c.workspace_id = $1 and c.id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ? toContact(row) : null;
}

/** Locks a contact for what is to be written behind the lock. False when it is not there or was merged away. */
export async function lockContact(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const locked = await sql`
    select from contacts where workspace_id = ${workspaceId} and id = ${id} and merged_into is null for no key update`;
  return locked.count > 0;
}

/** Locks contacts in the order of their ids. */
export async function lockContactIds(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    select from contacts where workspace_id = ${workspaceId} and id = any(${`{${ids.join(',')}}`}::text::uuid[])
    order by id for no key update`;
}

/** Ids of living contacts after one, in order. */
export async function contactIdsAfter(
  sql: Sql,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select contact_id as id from contact_facts
    where workspace_id = ${workspaceId} and (${after}::uuid is null or contact_id > ${after}::uuid)
    order by contact_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Tokens from before `since` prove the contact no more. */
export async function setSessionsValidFrom(sql: Sql, workspaceId: string, id: string, since: Date): Promise<void> {
  await sql`
    update contacts set sessions_valid_from = ${since.toISOString()} where workspace_id = ${workspaceId} and id = ${id}`;
}

/** Living contacts with an external id, newest first, after the one named by the cursor. */
export async function pageOfUsers(
  sql: Sql,
  workspaceId: string,
  after: { createdAt: string; id: string } | null,
  limit: number,
): Promise<Contact[]> {
  const rows = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c
     where c.workspace_id = $1 and c.merged_into is null and c.external_id is not null
       and ($2::timestamptz is null or (c.created_at, c.id) < ($2::timestamptz, $3::uuid))
     order by c.created_at desc, c.id desc limit $4`,
    [workspaceId, after?.createdAt ?? null, after?.id ?? null, limit],
    { prepare: true },
  );
  return rows.map(toContact);
}

/** Writes new contacts, in one order everywhere. Fewer ids come back than were sent when another process was first. */
export async function insertContacts(sql: Sql, contacts: readonly ContactRecord[]): Promise<number> {
  if (contacts.length === 0) return 0;
  const names = ['workspace_id', 'id', ...WRITTEN].join(', ');
  const inserted = await sql.unsafe(
    `insert into contacts (${names}) select ${names} from json_to_recordset($1::text::json) as x(${RECORDSET})
     order by x.workspace_id, x.external_id collate "C"
     on conflict (workspace_id, external_id) do nothing returning id`,
    [contactsJson(contacts)],
    { prepare: true },
  );
  return inserted.length;
}

/** How much of a row moved: activity and proof alone, custom fields with it, or columns too. */
export type RowChange = 'activity' | 'custom_fields' | 'columns';

/** A contact with what the store needs beside it. */
export interface ContactRecord {
  contact: Contact;
  emailKey: string | null;
  change: RowChange;
}

/** Columns that an update may have to write; ids, kind and birth stay as they were inserted. */
const ACTIVITY = [
  'current_company_id',
  'trust',
  'trust_method',
  'trust_key_id',
  'proven_at',
  'token_proven_at',
  'announced',
  'first_seen',
  'last_seen',
  'updated_at',
  'provenance',
];
const UPDATES: Record<RowChange, ReturnType<typeof updateOf>> = {
  activity: updateOf(ACTIVITY),
  custom_fields: updateOf([...ACTIVITY, 'custom_fields']),
  columns: updateOf([...ACTIVITY, 'custom_fields', 'email_key', ...TRAIT_NAMES]),
};

/** Writes contacts whose rows the caller has locked, no more columns of each than moved: the cost goes by columns. */
export async function updateContacts(sql: Sql, records: readonly ContactRecord[]): Promise<void> {
  await Promise.all(
    (Object.keys(UPDATES) as RowChange[]).map((change) =>
      updateColumns(
        sql,
        UPDATES[change],
        records.filter((record) => record.change === change),
      ),
    ),
  );
}

/** An update of these columns, written out once. */
function updateOf(columns: string[]): { columns: ReadonlySet<string>; statement: string } {
  const typed = columns.map((column) => `${column} ${COLUMN_TYPES[column]}`);
  return {
    columns: new Set(columns),
    statement: `update contacts c set ${columns.map((name) => `${name} = x.${name}`).join(', ')}
     from json_to_recordset($1::text::json) as x(workspace_id uuid, id uuid, ${typed.join(', ')})
     where c.workspace_id = x.workspace_id and c.id = x.id`,
  };
}

async function updateColumns(
  sql: Sql,
  { columns, statement }: ReturnType<typeof updateOf>,
  records: readonly ContactRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await sql.unsafe(statement, [contactsJson(records, columns)], { prepare: true });
}

export async function writeContactFacts(sql: Sql, rows: readonly { contact: Contact; facts: Facts }[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ contact, facts }) => {
      const { signed_up_at, renewal_date, mrr, arr } = contact.values;
      const { workspaceId: workspace_id, id: contact_id, kind, trust } = contact;
      return { workspace_id, contact_id, kind, trust, signed_up_at, renewal_date, mrr, arr, facts };
    }),
  );
  await sql.unsafe(
    `insert into contact_facts (workspace_id, contact_id, kind, trust, signed_up_at, renewal_date, mrr, arr, facts)
     select x.workspace_id, x.contact_id, x.kind, x.trust, x.signed_up_at, x.renewal_date, x.mrr, x.arr, x.facts
     from json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, kind text, trust text,
       signed_up_at timestamptz, renewal_date timestamptz, mrr double precision, arr double precision, facts jsonb)
     on conflict (workspace_id, contact_id) do update set
       kind = excluded.kind, trust = excluded.trust, signed_up_at = excluded.signed_up_at,
       renewal_date = excluded.renewal_date, mrr = excluded.mrr, arr = excluded.arr, facts = excluded.facts`,
    [json],
    { prepare: true },
  );
}

/** The next living contacts of a workspace by id, locked. */
export async function lockContactsAfter(
  sql: Sql,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<Contact[]> {
  const rows = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c
     where c.workspace_id = $1 and c.merged_into is null and ($2::uuid is null or c.id > $2::uuid)
     order by c.id limit $3 for no key update`,
    [workspaceId, after, limit],
    { prepare: true },
  );
  return rows.map(toContact);
}

/** Writes the facts of contacts that are locked, as far as they read otherwise now. */
export async function rewriteContactFacts(
  sql: Sql,
  rows: readonly { contact: Contact; facts: Facts }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.unsafe(
    `update contact_facts f set facts = x.facts
     from json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, facts jsonb)
     where f.workspace_id = x.workspace_id and f.contact_id = x.contact_id and f.facts <> x.facts`,
    [
      JSON.stringify(
        rows.map(({ contact, facts }) => ({ workspace_id: contact.workspaceId, contact_id: contact.id, facts })),
      ),
    ],
    { prepare: true },
  );
}

function contactsJson(records: readonly ContactRecord[], columns: ReadonlySet<string> = new Set(WRITTEN)): string {
  const own = OWN.filter(([column]) => columns.has(column));
  return JSON.stringify(
    records.map(({ contact, emailKey }) => {
      const row: Record<string, unknown> = { workspace_id: contact.workspaceId, id: contact.id };
      for (const [column, field] of own) row[column] = contact[field];
      if (columns.has('email_key')) Object.assign(row, rowOfTraits('user', contact), { email_key: emailKey });
      else {
        row.provenance = contact.provenance;
        if (columns.has('custom_fields')) row.custom_fields = customFields('user', contact.values);
      }
      return row;
    }),
  );
}
