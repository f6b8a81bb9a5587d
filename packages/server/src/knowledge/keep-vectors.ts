import type { Deps } from '../deps.ts';
import { type Embedding, embeddingJob, PASSAGE_EMBEDDING } from './embedding.ts';
import { insertVectors, lockEmbedding } from './embedding-store.ts';

/**
 * Keeps the vectors of a batch and asks for the next one, both or neither. Where the model was changed or search by meaning
 * switched off meanwhile, nothing is kept; nor is what was removed meanwhile.
 */
export async function keepVectors(
  deps: Pick<Deps, 'db' | 'jobs'>,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
  vectors: readonly { digest: string; vector: Int8Array }[],
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = await lockEmbedding(tx.sql, workspaceId);
    if (now?.space !== space) return;
    await insertVectors(tx.sql, now, vectors);
    await deps.jobs.insert(tx, PASSAGE_EMBEDDING, [embeddingJob(now)]);
  });
}
