import type { TryEmbeddingAnswer } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import { sizeOfKnowledge } from '../knowledge/read-embedding.ts';
import { embedAndCount, embeddingMicros, openEmbedderOf } from './embedder.ts';

const TIMEOUT_MS = 15_000;
/** What a token takes in most texts; only ever said as "about". */
const CHARACTERS_PER_TOKEN = 4;
const NOTHING_OFFERED = 'The provider that answers in this workspace offers no embeddings.';

/** Embeds one word before anybody relies on a model: how long its vectors are, and what all passages would cost, about. */
export async function tryEmbedding(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  said: { workspaceId: string; model: string; price: number | null },
): Promise<TryEmbeddingAnswer> {
  const { workspaceId, price } = said;
  const began = performance.now();
  const model = await openEmbedderOf(deps, workspaceId, said.model).catch(() => undefined);
  if (model === undefined) return { ok: false, fault: "The provider's key cannot be opened." };
  if (!model) return { ok: false, fault: NOTHING_OFFERED };
  const answer = await embedAndCount(deps, said, model, ['ready'], TIMEOUT_MS);
  if ('fault' in answer) return { ok: false, fault: answer.fault };
  const milliseconds = Math.round(performance.now() - began);
  const { passages, characters } = await sizeOfKnowledge(deps, workspaceId);
  const tokens = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const costMicros = embeddingMicros(tokens, price);
  return { ok: true, dimensions: answer.vectors[0]!.length, milliseconds, passages, tokens, costMicros };
}
