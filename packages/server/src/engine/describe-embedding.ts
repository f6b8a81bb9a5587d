import type { KnowledgeEmbedding } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import type { Embedding } from '../knowledge/embedding.ts';
import { embeddingProvider } from './embedder.ts';

/** How search by meaning stands, for operators. */
export async function describeEmbedding(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now'>,
  workspaceId: string,
  embedding: Embedding | null,
  counts: { passages: number; embedded: number },
): Promise<KnowledgeEmbedding> {
  const provider = await embeddingProvider(deps, workspaceId);
  const offered = provider?.split(' ')[0] ?? null;
  if (!embedding) return { provider: offered, on: null };
  const { model, price, dimensions, fault } = embedding;
  const state = embedding.provider === provider ? embedding.state : 'moved';
  return { provider: offered, on: { model, price, dimensions, state, fault, ...counts } };
}
