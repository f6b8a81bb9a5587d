import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Attachment, type StoredAttachment, sizeOf, UNPROVED_SHARE } from './attachment.ts';
import { sumAttachments } from './attachment-store.ts';
import type { Image } from './image.ts';
import { measureImage } from './measure-image.ts';

/** Pictures on their way into a conversation. */
export interface ImagesToKeep {
  workspaceId: string;
  images: readonly Image[];
  /** Whether the sender has proven who they are. */
  proved: boolean;
}

/**
 * What a message will say of its pictures, and the room they need is there. Calls that arrive at once may together go
 * over it by what they bring. Refuses `too_large` when the workspace's room is full.
 */
export async function keepImages(deps: Pick<Deps, 'config'>, tx: Tx, asked: ImagesToKeep): Promise<Attachment[]> {
  const { workspaceId, images, proved } = asked;
  if (images.length === 0) return [];
  const room = deps.config.pictureBytes * (proved ? 1 : UNPROVED_SHARE);
  if ((await sumAttachments(tx.sql, workspaceId)) + sizeOf(images) > room) {
    throw new Refusal('too_large', 'There is no room for more pictures; the message was not stored.', {
      path: 'images',
    });
  }
  return images.map((image) => {
    const { width, height } = measureImage(image) ?? { width: null, height: null };
    return { id: newId(), media_type: image.mediaType, size: image.bytes.byteLength, width, height };
  });
}

/** The rows of a message's pictures. */
export function toRows(
  message: { workspaceId: string; conversationId: string; id: string; createdAt: string; attachments: Attachment[] },
  images: readonly Image[],
): StoredAttachment[] {
  const { workspaceId, conversationId, id: messageId, createdAt } = message;
  return images.map(({ mediaType, bytes }, index) => ({
    ...{ workspaceId, conversationId, messageId, createdAt, mediaType },
    ...{ id: message.attachments[index]!.id, data: bytes },
  }));
}
