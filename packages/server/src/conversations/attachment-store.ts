import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';
import type { StoredAttachment } from './attachment.ts';
import type { Image, ImageType } from './image.ts';

export async function insertAttachment(sql: Sql, attachment: StoredAttachment): Promise<void> {
  const { workspaceId, conversationId, id, messageId, mediaType, data, createdAt } = attachment;
  await sql`
    insert into attachments (workspace_id, conversation_id, id, message_id, media_type, size, data, created_at)
    values (${workspaceId}, ${conversationId}, ${id}, ${messageId}, ${mediaType}, ${data.byteLength},
      ${Buffer.from(data)}, ${createdAt})`;
}

/** Bytes of all pictures of a workspace. */
export async function sumAttachments(sql: Sql, workspaceId: string): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(size), 0)::float8 as bytes from attachments where workspace_id = ${workspaceId}`;
  return row?.bytes ?? 0;
}

/** A picture of a conversation; with `internal` also one of a private note. */
export async function findAttachment(
  sql: Sql,
  named: { workspaceId: string; conversationId: string; id: string; internal: boolean },
): Promise<Image | null> {
  const { workspaceId, conversationId, id, internal } = named;
  const [row] = await sql<{ media_type: ImageType; data: Uint8Array }[]>`
    select t.media_type, t.data from attachments t
    join messages m on m.workspace_id = t.workspace_id and m.id = t.message_id
    where t.workspace_id = ${workspaceId} and t.conversation_id = ${conversationId} and t.id = ${id}
      and (${internal} or not m.internal)`;
  return row ? { mediaType: row.media_type, bytes: row.data } : null;
}

/** Deletes all pictures of conversations. */
export async function deleteAttachments(sql: Sql, list: News['contactsErased']): Promise<void> {
  await sql`
    delete from attachments t
    using json_to_recordset(${JSON.stringify(list)}::text::json) as e("workspaceId" uuid, "conversationIds" uuid[])
    where t.workspace_id = e."workspaceId" and t.conversation_id = any(e."conversationIds")`;
}
