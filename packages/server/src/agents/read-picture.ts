import { pictureId } from '@halo/wire/agent-style.ts';
import type { Image } from '../conversations/image.ts';
import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findPicture } from './picture-store.ts';

/** A picture of a workspace's widget. Refuses `not_found`. */
export async function readPicture(deps: Pick<Deps, 'db'>, workspaceId: string, picture: string): Promise<Image> {
  const named = UUID.test(workspaceId) && pictureId.safeParse(picture).success;
  const image = named ? await findPicture(deps.db.sql, workspaceId, picture) : null;
  if (!image) throw new Refusal('not_found', 'There is no such picture.');
  return image;
}
