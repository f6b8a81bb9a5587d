import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { type Embedding, embeddingJob, PASSAGE_EMBEDDING } from './embedding.ts';
import { lockEmbedding, replaceEmbedding, saveEmbeddingState, savePrice } from './embedding-store.ts';

/** Switches search by meaning on, or has the passages embedded anew by another model; said twice it tries again what failed. */
export async function changeEmbedding(
  deps: Deps,
  { actor, ...said }: Pick<Embedding, 'workspaceId' | 'provider' | 'model' | 'price' | 'dimensions'> & { actor: Actor },
): Promise<void> {
  const { workspaceId, provider, model, dimensions, price } = said;
  await deps.db.transaction(async (tx) => {
    const before = await lockEmbedding(tx.sql, workspaceId);
    const same = before?.provider === provider && before.model === model && before.dimensions === dimensions;
    const embedding = before && same ? before : await replaceEmbedding(tx.sql, said);
    if (same) {
      await saveEmbeddingState(tx.sql, embedding, { state: 'working' });
      await savePrice(tx.sql, workspaceId, price);
    }
    if (!same || before.price !== price) {
      const detail = { model: [before?.model ?? null, model], price: [before?.price ?? null, price] };
      await recordAudit(deps, tx, {
        ...{ workspaceId, actor, action: 'knowledge.embedding_changed' as const },
        ...{ subject: model, detail },
      });
    }
    await deps.jobs.insert(tx, PASSAGE_EMBEDDING, [embeddingJob(embedding)]);
  });
}
