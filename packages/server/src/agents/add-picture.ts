import { createHash } from 'node:crypto';
import type { NewPictureAnswer } from '@halo/wire/dashboard/agent.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import { readDataUrl, sniffImage } from '../conversations/image.ts';
import { measureImage } from '../conversations/measure-image.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteUnusedPictures, insertPicture } from './picture-store.ts';

/**
 * Keeps a picture for an agent's style, told by its content alone: PNG, JPEG, WebP or GIF, small in bytes and pixels.
 * Anybody may fetch it under its name; a picture no style shows goes after a day. Refuses `invalid_request`.
 */
export async function addPicture(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  dataUrl: string,
  actor: Actor,
): Promise<NewPictureAnswer> {
  const bytes = readDataUrl(dataUrl);
  const mediaType = bytes && sniffImage(bytes);
  if (!bytes || !mediaType || bytes.byteLength > LIMITS.agentPictureBytes) throw refused('at most 200 kB');
  const image = { mediaType, bytes };
  const size = measureImage(image);
  if (!size || Math.max(size.width, size.height) > LIMITS.agentPicturePixels) throw refused('at most 1024 pixels wide');
  const picture = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  await deps.db.transaction(async (tx) => {
    await insertPicture(tx.sql, { workspaceId, id: picture, image });
    await deleteUnusedPictures(tx.sql, workspaceId);
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'agent.picture_added',
      subject: picture,
      detail: { ...size },
    });
  });
  return { picture, ...size };
}

function refused(bound: string): Refusal {
  return new Refusal('invalid_request', `picture: send a PNG, JPEG, WebP or GIF, ${bound}`, { path: 'picture' });
}
