import type { Deps } from '../deps.ts';
import { changeEmbedding } from '../knowledge/change-embedding.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { embeddingProvider } from './embedder.ts';
import { tryEmbedding } from './try-embedding.ts';

/** Switches search by meaning on with a model that answers; refuses `invalid_request` where none does, and says why. */
export async function switchEmbedding(
  deps: Deps,
  said: { workspaceId: string; model: string; price: number | null; actor: Actor },
): Promise<void> {
  const provider = await embeddingProvider(deps, said.workspaceId);
  const tried = await tryEmbedding(deps, said);
  if (provider === null || !tried.ok) {
    throw new Refusal('invalid_request', tried.ok ? 'There is no provider.' : tried.fault, { path: 'model' });
  }
  await changeEmbedding(deps, { ...said, provider, dimensions: tried.dimensions });
}
