import type { Tx } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { Agent } from './agent.ts';
import { listAgents } from './agent-store.ts';
import { deleteUnusedPictures, holdPictures, markPictures } from './picture-store.ts';
import { picturesOf } from './style.ts';

/** Keeps the pictures that the agents of a workspace show, now that this one has changed. Refuses `invalid_request`. */
export async function showPictures(tx: Tx, { workspaceId, id, style }: Agent): Promise<void> {
  const wanted = picturesOf(style);
  const found = await holdPictures(tx.sql, workspaceId, wanted);
  if (wanted.some((picture) => !found.includes(picture))) {
    throw new Refusal('invalid_request', 'style: a picture of it is not here any more; choose it again', {
      path: 'style',
    });
  }
  const others = (await listAgents(tx.sql, workspaceId)).filter((agent) => agent.id !== id);
  await markPictures(tx.sql, workspaceId, [...wanted, ...others.flatMap((agent) => picturesOf(agent.style))]);
  await deleteUnusedPictures(tx.sql, workspaceId);
}
