import type { Sql } from '../db/database.ts';
import type { Session } from './session.ts';

const COLUMNS = [
  ['id', 'id', 'uuid'],
  ['token_hash', 'tokenHash', 'bytea'],
  ['prior_token_hash', 'priorTokenHash', 'bytea'],
  ['prior_until', 'priorUntil', 'timestamptz'],
  ['readable', 'readable', 'boolean'],
  ['contact_id', 'contactId', 'uuid'],
  ['held_by', 'heldBy', 'uuid'],
  ['claimed_external_id', 'claimedExternalId', 'text'],
  ['trust', 'trust', 'text'],
  ['method', 'method', 'text'],
  ['key_id', 'keyId', 'text'],
  ['device', 'device', 'text'],
  ['bound_at', 'boundAt', 'timestamptz'],
  ['expires_at', 'expiresAt', 'timestamptz'],
  ['ended_at', 'endedAt', 'timestamptz'],
  ['company_id', 'companyId', 'uuid'],
  ['lead_id', 'leadId', 'uuid'],
  ['claims', 'claims', 'json'],
  ['said', 'said', 'json'],
  ['created_at', 'createdAt', 'timestamptz'],
  ['last_seen', 'lastSeen', 'timestamptz'],
] as const satisfies readonly (readonly [string, keyof Session, string])[];

const SELECTED = COLUMNS.map(([column, field]) => `s.${column} as "${field}"`).join(', ');
const RECORDSET = `workspace_id uuid, ${COLUMNS.map(([column, , type]) => `${column} ${type}`).join(', ')}`;

/** Sessions by the hash of the id a browser holds, or held up to a minute ago; locked in the order of their ids. */
export async function lockSessionsByHash(
  sql: Sql,
  names: readonly { workspaceId: string; hash: Buffer }[],
  now: Date,
): Promise<Session[]> {
  return sql.unsafe<Session[]>(
    `select s.workspace_id as "workspaceId", ${SELECTED}
     from sessions s
     where (s.workspace_id, s.id) in (
       select f.workspace_id, f.id
       from json_to_recordset($1::text::json) as n(workspace_id uuid, hash bytea)
       cross join lateral (
         select t.workspace_id, t.id from sessions t where t.workspace_id = n.workspace_id and t.token_hash = n.hash
         union all
         select t.workspace_id, t.id from sessions t
         where t.workspace_id = n.workspace_id and t.prior_token_hash = n.hash and t.prior_until > $2::timestamptz
       ) f)
     order by s.workspace_id, s.id
     for no key update`,
    [
      JSON.stringify(names.map((name) => ({ workspace_id: name.workspaceId, hash: hex(name.hash) }))),
      now.toISOString(),
    ],
    { prepare: true },
  );
}

/** The session behind the hash of an id, or null. No lock. */
export async function findSessionByHash(
  sql: Sql,
  workspaceId: string,
  hash: Buffer,
  now: Date,
): Promise<Session | null> {
  const [row] = await sql.unsafe<Session[]>(
    `select s.workspace_id as "workspaceId", ${SELECTED}
     from sessions s
     where s.workspace_id = $1 and (s.token_hash = $2 or (s.prior_token_hash = $2 and s.prior_until > $3::timestamptz))
     order by s.token_hash = $2 desc, s.id limit 1`,
    [workspaceId, hash, now.toISOString()],
    { prepare: true },
  );
  return row ?? null;
}

export async function findSession(sql: Sql, workspaceId: string, id: string): Promise<Session | null> {
  const [row] = await sql.unsafe<Session[]>(
    `select s.workspace_id as "workspaceId", ${SELECTED} from sessions s where s.workspace_id = $1 and s.id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

/** The sessions of a contact, newest first. */
export async function listSessionsOfContact(
  sql: Sql,
  workspaceId: string,
  contactId: string,
  limit: number,
): Promise<Session[]> {
  return sql.unsafe<Session[]>(
    `select s.workspace_id as "workspaceId", ${SELECTED} from sessions s
     where s.workspace_id = $1 and s.contact_id = $2 order by s.last_seen desc limit $3`,
    [workspaceId, contactId, limit],
    { prepare: true },
  );
}

/** Writes new sessions; answers how many were new. A race for one browser id inserts fewer than sent. */
export async function insertSessions(sql: Sql, sessions: readonly Session[]): Promise<number> {
  if (sessions.length === 0) return 0;
  const names = ['workspace_id', ...COLUMNS.map(([column]) => column)].join(', ');
  const inserted = await sql.unsafe(
    `insert into sessions (${names}) select ${names} from json_to_recordset($1::text::json) as x(${RECORDSET})
     order by x.workspace_id, x.token_hash
     on conflict (workspace_id, token_hash) do nothing returning id`,
    [toJson(sessions)],
    { prepare: true },
  );
  return inserted.length;
}

/** Writes sessions whose rows the caller has locked. */
export async function updateSessions(sql: Sql, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const sets = COLUMNS.filter(([column]) => column !== 'id')
    .map(([column]) => `${column} = x.${column}`)
    .join(', ');
  await sql.unsafe(
    `update sessions s set ${sets} from json_to_recordset($1::text::json) as x(${RECORDSET})
     where s.workspace_id = x.workspace_id and s.id = x.id`,
    [toJson(sessions)],
    { prepare: true },
  );
}

/** Ends the session behind the hash of an id. Answers its row id, or null when there was nothing to end. */
export async function endSessionByHash(sql: Sql, workspaceId: string, hash: Buffer, now: Date): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    update sessions set ended_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and ended_at is null
      and (token_hash = ${hash} or (prior_token_hash = ${hash} and prior_until > ${now.toISOString()}))
    returning id`;
  return row?.id ?? null;
}

/** Ends the open sessions of a contact, locked in the order of their ids. Answers their row ids. */
export async function endSessionsOfContact(
  sql: Sql,
  workspaceId: string,
  contactId: string,
  now: Date,
): Promise<string[]> {
  const ended = await sql<{ id: string }[]>`
    with open as (
      select id from sessions
      where workspace_id = ${workspaceId} and contact_id = ${contactId} and ended_at is null
      order by id for no key update)
    update sessions s set ended_at = ${now.toISOString()} from open
    where s.workspace_id = ${workspaceId} and s.id = open.id
    returning s.id`;
  return ended.map(({ id }) => id);
}

/** Ends one session of a contact. Answers what it ran on, or null when there was nothing to end. */
export async function endSessionOfContact(
  sql: Sql,
  { workspaceId, contactId, id }: { workspaceId: string; contactId: string; id: string },
  now: Date,
): Promise<{ device: string | null } | null> {
  const [row] = await sql<{ device: string | null }[]>`
    update sessions set ended_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id} and contact_id = ${contactId} and ended_at is null
    returning device`;
  return row ?? null;
}

function toJson(sessions: readonly Session[]): string {
  return JSON.stringify(
    sessions.map((session) => ({
      workspace_id: session.workspaceId,
      ...Object.fromEntries(
        COLUMNS.map(([column, field]) => {
          const value = session[field];
          return [column, Buffer.isBuffer(value) ? hex(value) : value];
        }),
      ),
    })),
  );
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

/** Sessions that claimed an id which is known from now on. */
export async function bindClaimed(
  sql: Sql,
  contacts: readonly { workspaceId: string; contactId: string; externalId: string }[],
): Promise<void> {
  const rows = contacts.map(({ workspaceId, contactId, externalId }) => ({
    workspace_id: workspaceId,
    contact_id: contactId,
    external_id: externalId,
  }));
  await sql.unsafe(
    `update sessions s set contact_id = x.contact_id, claimed_external_id = null
     from json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, external_id text)
     where s.workspace_id = x.workspace_id and s.claimed_external_id = x.external_id and s.contact_id is null`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}

/** Locks a visitor's session and ties it to a lead. Answers the lead before, or null for a session that is no visitor's. */
export async function setLead(
  sql: Sql,
  workspaceId: string,
  id: string,
  leadId: string,
): Promise<{ before: string | null } | null> {
  const [row] = await sql<{ before: string | null }[]>`
    with visitor as (
      select id, lead_id from sessions
      where workspace_id = ${workspaceId} and id = ${id} and ended_at is null and contact_id is null
        and claimed_external_id is null
      for no key update)
    update sessions s set lead_id = ${leadId} from visitor
    where s.workspace_id = ${workspaceId} and s.id = visitor.id
    returning visitor.lead_id as before`;
  return row ?? null;
}
