import type { Sql } from '../db/database.ts';
import type { Contact } from './contact.ts';
import { type ContactRow, SELECTED, toContact } from './contact-store.ts';
import type { MergedSide, MergeImage } from './merge.ts';

/** A merge as it was done. Times are ISO text. */
export interface StoredMerge {
  id: string;
  at: string;
  survivorId: string;
  loserId: string;
  samePerson: boolean;
  actor: string;
  undoneAt: string | null;
  undoneBy: string | null;
}

const MERGE = [
  'm.id',
  'm.at',
  'm.survivor_id as "survivorId"',
  'm.loser_id as "loserId"',
  'm.same_person as "samePerson"',
  'm.actor',
  'm.undone_at as "undoneAt"',
  'm.undone_by as "undoneBy"',
].join(', ');

/** The contact with exactly this user id, merged away or not. */
export async function findContactByOwnId(sql: Sql, workspaceId: string, externalId: string): Promise<Contact | null> {
  const [row] = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c where c.workspace_id = $1 and c.external_id = $2`,
    [workspaceId, externalId],
    { prepare: true },
  );
  return row ? toContact(row) : null;
}

/**
 * These contacts and all that were merged into them, locked in the order of their ids, also against those who only hold
 * them (`hold-contact.ts`): what they hang on a contact is there before it moves.
 */
export async function lockWithRedirects(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  const rows = await sql.unsafe<ContactRow[]>(
    `select ${SELECTED} from contacts c
     where c.workspace_id = $1 and (c.id = any($2::uuid[]) or c.merged_into = any($2::uuid[]))
     order by c.id for update`,
    [workspaceId, [...ids]],
    { prepare: true },
  );
  return rows.map(toContact);
}

/**
 * Makes the loser, and whoever was merged into it before, lead to the survivor. Unless both are the same person, each
 * keeps to what was held under it, and the loser's tokens from before `at` end. Answers whom the loser had taken in.
 */
export async function redirectContacts(
  sql: Sql,
  merge: { workspaceId: string; survivorId: string; loserId: string; samePerson: boolean; at: Date },
): Promise<string[]> {
  const { workspaceId, survivorId, loserId } = merge;
  const rows = await sql<{ id: string }[]>`
    update contacts set
      merged_into = ${survivorId},
      held_by = case when ${merge.samePerson}::boolean then held_by else coalesce(held_by, ${loserId}::uuid) end,
      sessions_valid_from = case when id = ${loserId} and not ${merge.samePerson}::boolean
        then ${merge.at.toISOString()}::timestamptz else sessions_valid_from end
    where workspace_id = ${workspaceId} and (id = ${loserId} or merged_into = ${loserId})
    returning id`;
  await sql`delete from contact_facts where workspace_id = ${workspaceId} and contact_id = ${loserId}`;
  return rows.map(({ id }) => id).filter((id) => id !== loserId);
}

/** The loser stands for itself again, and whoever led to it before leads to it. */
export async function endRedirects(
  sql: Sql,
  merge: { workspaceId: string; loserId: string; repointed: readonly string[] },
): Promise<void> {
  const { workspaceId, loserId } = merge;
  await sql`
    update contacts set
      merged_into = case when id = ${loserId} then null else ${loserId}::uuid end,
      held_by = nullif(held_by, ${loserId}::uuid)
    where workspace_id = ${workspaceId} and id = any(${[loserId, ...merge.repointed]}::uuid[])`;
}

export async function insertMerge(
  sql: Sql,
  merge: Omit<StoredMerge, 'at' | 'undoneAt' | 'undoneBy'> & {
    workspaceId: string;
    at: Date;
    before: MergeImage;
    after: MergedSide;
    repointed: readonly string[];
  },
): Promise<void> {
  await sql`
    insert into merges (workspace_id, id, at, survivor_id, loser_id, same_person, actor, before, after, repointed)
    values (${merge.workspaceId}, ${merge.id}, ${merge.at.toISOString()}, ${merge.survivorId}, ${merge.loserId},
      ${merge.samePerson}, ${merge.actor}, ${JSON.stringify(merge.before)}::text::json,
      ${JSON.stringify(merge.after)}::text::json, ${[...merge.repointed]}::uuid[])`;
}

export async function findMerge(sql: Sql, workspaceId: string, id: string): Promise<StoredMerge | null> {
  const [row] = await sql.unsafe<StoredMerge[]>(
    `select ${MERGE} from merges m where m.workspace_id = $1 and m.id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

export interface MergeToUndo extends StoredMerge {
  before: MergeImage;
  after: MergedSide;
  repointed: string[];
}

/** A merge with what it takes to undo it, locked. */
export async function lockMerge(sql: Sql, workspaceId: string, id: string): Promise<MergeToUndo | null> {
  const [row] = await sql.unsafe<MergeToUndo[]>(
    `select ${MERGE}, m.before, m.after, to_json(m.repointed) as repointed
     from merges m where m.workspace_id = $1 and m.id = $2 for update`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

/** The newest merge after `id` that stands and in which one of these contacts took part. */
export async function findLaterMerge(
  sql: Sql,
  workspaceId: string,
  id: string,
  contactIds: readonly string[],
): Promise<StoredMerge | null> {
  const [row] = await sql.unsafe<StoredMerge[]>(
    `select ${MERGE} from merges m, merges this
     where this.workspace_id = $1 and this.id = $2 and m.workspace_id = $1 and m.undone_at is null and m.id <> $2
       and (m.survivor_id = any($3::uuid[]) or m.loser_id = any($3::uuid[])) and (m.at, m.id) > (this.at, this.id)
     order by m.at desc, m.id desc limit 1`,
    [workspaceId, id, [...contactIds]],
    { prepare: true },
  );
  return row ?? null;
}

export async function endMerge(sql: Sql, workspaceId: string, id: string, at: Date, by: string): Promise<void> {
  await sql`
    update merges set undone_at = ${at.toISOString()}, undone_by = ${by}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

/** The living merge that made a contact lead elsewhere. */
export async function findMergeOfLoser(sql: Sql, workspaceId: string, loserId: string): Promise<StoredMerge | null> {
  const [row] = await sql.unsafe<StoredMerge[]>(
    `select ${MERGE} from merges m
     where m.workspace_id = $1 and m.loser_id = $2 and m.undone_at is null order by m.at desc, m.id desc limit 1`,
    [workspaceId, loserId],
    { prepare: true },
  );
  return row ?? null;
}

/** Merges that brought somebody into a contact, newest first, undone ones too. */
export async function mergesInto(
  sql: Sql,
  workspaceId: string,
  contactId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<(StoredMerge & { loserName: string | null; loserEmail: string | null; loserUserId: string | null })[]> {
  return sql.unsafe(
    `select ${MERGE}, l.name as "loserName", l.email as "loserEmail", l.external_id as "loserUserId"
     from merges m left join contacts l on l.workspace_id = m.workspace_id and l.id = m.loser_id
     where m.workspace_id = $1 and m.survivor_id = $2 and ($3::timestamptz is null or (m.at, m.id) < ($3::timestamptz, $4::uuid))
     order by m.at desc, m.id desc limit $5`,
    [workspaceId, contactId, before?.at ?? null, before?.id ?? null, limit],
    { prepare: true },
  );
}

/** The user ids that lead to a contact. */
export async function idsLeadingTo(sql: Sql, workspaceId: string, contactId: string): Promise<string[]> {
  const rows = await sql<{ externalId: string }[]>`
    select external_id as "externalId" from contacts
    where workspace_id = ${workspaceId} and merged_into = ${contactId} and external_id is not null`;
  return rows.map(({ externalId }) => externalId);
}
