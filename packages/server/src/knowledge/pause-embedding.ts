import type { Deps } from '../deps.ts';
import { type Embedding, embeddingJob, PASSAGE_EMBEDDING } from './embedding.ts';
import { lockEmbedding, saveEmbeddingState } from './embedding-store.ts';

/** Notes why passages were not embedded; `again` says when it is tried next, and after how many failures. */
export async function pauseEmbedding(
  deps: Pick<Deps, 'db' | 'jobs'>,
  embedding: Pick<Embedding, 'workspaceId' | 'space'>,
  fault: string,
  again: { at: Date; failed: number } | null,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = await lockEmbedding(tx.sql, embedding.workspaceId);
    if (now?.space !== embedding.space) return;
    await saveEmbeddingState(tx.sql, now, { state: again ? 'waiting' : 'failed', fault });
    if (again) {
      await deps.jobs.insert(tx, PASSAGE_EMBEDDING, [{ ...embeddingJob(now, again.failed), startAfter: again.at }]);
    }
  });
}
