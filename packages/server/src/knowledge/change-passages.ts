import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { embeddingJob, PASSAGE_EMBEDDING } from './embedding.ts';
import { deleteStrayVectors, lockEmbedding } from './embedding-store.ts';

/**
 * Changes passages, and the vectors with them: those of what is gone go too, and what is new is asked for. The lock keeps
 * a vector from being stored beside the removal of its passage.
 */
export async function changePassages<Done>(
  deps: Pick<Deps, 'jobs'>,
  tx: Tx,
  workspaceId: string,
  change: () => Promise<Done>,
): Promise<Done> {
  const embedding = await lockEmbedding(tx.sql, workspaceId);
  const done = await change();
  if (!embedding) return done;
  await deleteStrayVectors(tx.sql, workspaceId);
  await deps.jobs.insert(tx, PASSAGE_EMBEDDING, [embeddingJob(embedding)]);
  return done;
}
