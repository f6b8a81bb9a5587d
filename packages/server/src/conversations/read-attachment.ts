import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findAttachment } from './attachment-store.ts';
import type { Image } from './image.ts';
import type { OwnReader } from './own-conversation.ts';
import { requireOwnConversation } from './require-own-conversation.ts';

interface Named {
  conversationId: string;
  id: string;
}

/** A picture as its person may see it (safety R2). Refuses `not_found`, whether or not it exists. */
export async function readOwnAttachment(deps: Pick<Deps, 'db'>, reader: OwnReader, named: Named): Promise<Image> {
  const { workspaceId } = reader;
  const conversation = await requireOwnConversation(deps, reader, named.conversationId);
  return found(
    await findAttachment(deps.db.sql, {
      ...{ workspaceId, conversationId: conversation.id },
      ...{ id: named.id, internal: false },
    }),
  );
}

/** A picture as teammates see it. Refuses `not_found`. */
export async function readAttachment(deps: Pick<Deps, 'db'>, named: Named & { workspaceId: string }): Promise<Image> {
  return found(await findAttachment(deps.db.sql, { ...named, internal: true }));
}

function found(image: Image | null): Image {
  if (!image) throw new Refusal('not_found', 'There is no such picture.');
  return image;
}
