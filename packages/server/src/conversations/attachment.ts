import type { WireAttachment } from '@halo/wire/sdk/conversations.ts';
import type { Image, ImageType } from './image.ts';

/** What a message says of a picture of its own. Width and height are pixels; null where the file does not tell. */
export type Attachment = WireAttachment;

/** A picture as it is kept. */
export interface StoredAttachment {
  workspaceId: string;
  conversationId: string;
  id: string;
  messageId: string;
  mediaType: ImageType;
  data: Uint8Array;
  createdAt: string;
}

/** How a message without words is named in lists and titles. */
export const PICTURE_WORDS = '(picture)';

/** What callers who prove nothing may fill of a workspace's room: the rest is kept for the others. */
export const UNPROVED_SHARE = 0.5;

export function sizeOf(images: readonly Image[]): number {
  return images.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}
