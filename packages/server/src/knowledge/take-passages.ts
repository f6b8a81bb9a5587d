import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import type { Embedding, PassageToEmbed } from './embedding.ts';
import { listToEmbed, measurePassages, saveEmbeddingState } from './embedding-store.ts';

/**
 * The next passages to embed, at most `most`. Where none is left, or there are more than can be compared, that is noted
 * and none is answered.
 */
export async function takePassages(
  deps: Pick<Deps, 'db'>,
  embedding: Embedding,
  most: number,
): Promise<PassageToEmbed[]> {
  const { sql } = deps.db;
  const { passages } = await measurePassages(sql, embedding.workspaceId);
  if (passages > KNOWLEDGE_LIMITS.embeddedPassages) {
    await saveEmbeddingState(sql, embedding, { state: 'too_many' });
    return [];
  }
  const left = await listToEmbed(sql, embedding, most);
  const state = left.length > 0 ? 'working' : 'ready';
  if (embedding.state !== state) await saveEmbeddingState(sql, embedding, { state });
  return left;
}
