import type { Deps } from '../deps.ts';
import type { Embedding } from './embedding.ts';
import { findEmbedding, measurePassages } from './embedding-store.ts';

/** How a workspace's knowledge is searched by meaning; null: it is not. */
export async function readEmbedding(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<Embedding | null> {
  return findEmbedding(deps.db.sql, workspaceId);
}

/** How many passages there are, and how many characters in them. */
export async function sizeOfKnowledge(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<{ passages: number; characters: number }> {
  return measurePassages(deps.db.sql, workspaceId);
}
