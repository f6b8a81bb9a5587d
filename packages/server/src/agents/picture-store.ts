import type { Image, ImageType } from '../conversations/image.ts';
import type { Sql } from '../db/database.ts';

/** So many pictures that nobody shows are kept, the newest: one that was just chosen is not saved yet. */
const KEPT_UNUSED = 20;

/** Stores a picture unless it is there; for all anybody knows nobody shows it yet. */
export async function insertPicture(
  sql: Sql,
  { workspaceId, id, image }: { workspaceId: string; id: string; image: Image },
): Promise<void> {
  await sql`
    insert into agent_pictures (workspace_id, id, media_type, data, unused_since)
    values (${workspaceId}, ${id}, ${image.mediaType}, ${Buffer.from(image.bytes)}, now())
    on conflict (workspace_id, id) do update set
      unused_since = case when agent_pictures.unused_since is null then null else now() end`;
}

export async function findPicture(sql: Sql, workspaceId: string, id: string): Promise<Image | null> {
  const [row] = await sql<{ media_type: ImageType; data: Uint8Array }[]>`
    select media_type, data from agent_pictures where workspace_id = ${workspaceId} and id = ${id}`;
  return row ? { mediaType: row.media_type, bytes: row.data } : null;
}

/** Which of these pictures a workspace has, kept from going until the transaction ends. */
export async function holdPictures(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from agent_pictures where workspace_id = ${workspaceId} and id = any(${ids as string[]}::text[])
    order by id for update`;
  return rows.map(({ id }) => id);
}

/** Notes which pictures of a workspace are shown by now. */
export async function markPictures(sql: Sql, workspaceId: string, shown: readonly string[]): Promise<void> {
  await sql`
    update agent_pictures set
      unused_since = case when id = any(${shown as string[]}::text[]) then null else coalesce(unused_since, now()) end
    where workspace_id = ${workspaceId}
      and (unused_since is null) is distinct from (id = any(${shown as string[]}::text[]))`;
}

/** Lets go of what nobody has shown for a day, and of more than a few. Pages remember a picture for no longer than that. */
export async function deleteUnusedPictures(sql: Sql, workspaceId: string): Promise<void> {
  await sql`
    delete from agent_pictures p
    where p.workspace_id = ${workspaceId} and p.unused_since is not null
      and (p.unused_since < now() - interval '1 day' or p.id not in (
        select id from agent_pictures where workspace_id = ${workspaceId} and unused_since is not null
        order by unused_since desc, id limit ${KEPT_UNUSED}))`;
}
