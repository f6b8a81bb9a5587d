import type { Sql } from '../db/database.ts';
import type { ErasedName, Tombstone } from './erasure.ts';

/** The rows of a person: their own and those of everybody merged into them, locked in the order of their ids. */
export async function lockPerson(sql: Sql, workspaceId: string, contactId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from contacts where workspace_id = ${workspaceId} and (id = ${contactId} or merged_into = ${contactId})
    order by id for update`;
  return rows.map(({ id }) => id);
}

/** How many rows a person has now: more than were locked when a merge came in between. */
export async function countPerson(sql: Sql, workspaceId: string, contactId: string): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from contacts
    where workspace_id = ${workspaceId} and (id = ${contactId} or merged_into = ${contactId})`;
  return row?.rows ?? 0;
}

/** Locks a row so that it is neither deleted nor merged away; whoever writes it is not kept waiting. */
export async function keepInPlace(
  sql: Sql,
  workspaceId: string,
  id: string,
): Promise<{ mergedInto: string | null; heldBy: string | null } | null> {
  const [row] = await sql<{ mergedInto: string | null; heldBy: string | null }[]>`
    select merged_into as "mergedInto", held_by as "heldBy" from contacts
    where workspace_id = ${workspaceId} and id = ${id} for key share`;
  return row ?? null;
}

/** Deletes the rows of contacts with what only belongs to them: facts, context, memberships, merges with their images, and what was said of their e-mail. */
export async function deletePerson(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  const mine = sql`workspace_id = ${workspaceId} and contact_id = any(${[...ids]}::uuid[])`;
  await Promise.all([
    sql`delete from contact_facts where ${mine}`,
    sql`delete from contact_contexts where ${mine}`,
    sql`delete from memberships where ${mine}`,
    sql`
      delete from dismissed_duplicates
      where workspace_id = ${workspaceId} and contact_ids && ${[...ids]}::uuid[]`,
    sql`
      with gone as (
        delete from merges
        where workspace_id = ${workspaceId}
          and (survivor_id = any(${[...ids]}::uuid[]) or loser_id = any(${[...ids]}::uuid[]))
        returning id)
      delete from merge_moves v using gone where v.workspace_id = ${workspaceId} and v.merge_id = gone.id`,
    sql`delete from contacts where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`,
  ]);
}

/** Remembers names as erased, in one order everywhere; a name that was erased before is erased anew. */
export async function writeErasures(
  sql: Sql,
  names: readonly ErasedName[],
  erasure: { id: string; at: Date; by: string },
): Promise<void> {
  if (names.length === 0) return;
  await sql.unsafe(
    `insert into erasures (workspace_id, kind, hash, erasure_id, erased_at, erased_by)
     select x.workspace_id, x.kind, decode(x.hash, 'hex'), $2::uuid, $3::timestamptz, $4
     from json_to_recordset($1::text::json) as x(workspace_id uuid, kind text, hash text)
     order by x.workspace_id, x.kind, x.hash
     on conflict (workspace_id, kind, hash) do update set
       erasure_id = excluded.erasure_id, erased_at = excluded.erased_at, erased_by = excluded.erased_by,
       lifted_at = null, lifted_by = null`,
    [toJson(names), erasure.id, erasure.at.toISOString(), erasure.by],
    { prepare: true },
  );
}

/** The tombstones of names, lifted ones too, by the hex of the hash. */
export async function readErasures(sql: Sql, names: readonly ErasedName[]): Promise<Map<string, Tombstone>> {
  if (names.length === 0) return new Map();
  const rows = await sql.unsafe<(Tombstone & { hash: string })[]>(
    `select encode(e.hash, 'hex') as hash, e.erased_at as "erasedAt", e.lifted_at is not null as lifted
     from json_to_recordset($1::text::json) as x(workspace_id uuid, kind text, hash text)
     join erasures e on e.workspace_id = x.workspace_id and e.kind = x.kind and e.hash = decode(x.hash, 'hex')`,
    [toJson(names)],
    { prepare: true },
  );
  return new Map(rows.map(({ hash, ...tombstone }) => [hash, tombstone]));
}

/** Lifts what stands under a name, and under the other names of the same person. Answers how many names that were. */
export async function liftErasure(
  sql: Sql,
  { workspaceId, kind, hash }: ErasedName,
  lifted: { at: Date; by: string },
): Promise<number> {
  const names = await sql`
    with person as (
      select erasure_id from erasures
      where workspace_id = ${workspaceId} and kind = ${kind} and hash = ${hash} and lifted_at is null),
    standing as (
      select e.kind, e.hash from erasures e join person using (erasure_id)
      where e.workspace_id = ${workspaceId} and e.lifted_at is null order by e.kind, e.hash for update of e)
    update erasures e set lifted_at = ${lifted.at.toISOString()}, lifted_by = ${lifted.by}
    from standing s where e.workspace_id = ${workspaceId} and e.kind = s.kind and e.hash = s.hash returning 1`;
  return names.length;
}

function toJson(names: readonly ErasedName[]): string {
  return JSON.stringify(
    names.map(({ workspaceId, kind, hash }) => ({ workspace_id: workspaceId, kind, hash: hash.toString('hex') })),
  );
}
