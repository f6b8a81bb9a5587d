import { KNOWLEDGE_LIMITS, type KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import type { Embedding } from './embedding.ts';
import { countEmbedded, findEmbedding } from './embedding-store.ts';
import { FIRST_LANGUAGE, type Source } from './source.ts';
import { findLanguage, listSources } from './source-store.ts';

/** All sources of a workspace, newest first, the language they are searched in, and how many passages of each are embedded. */
export async function browseSources(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<{
  language: KnowledgeLanguage;
  sources: Source[];
  embedding: Embedding | null;
  embedded: Map<string, number>;
}> {
  const { sql } = deps.db;
  const [language, sources, embedding] = await Promise.all([
    findLanguage(sql, workspaceId),
    listSources(sql, workspaceId, KNOWLEDGE_LIMITS.sources),
    findEmbedding(sql, workspaceId),
  ]);
  const embedded = embedding ? await countEmbedded(sql, embedding) : new Map<string, number>();
  return { language: language ?? FIRST_LANGUAGE, sources, embedding, embedded };
}
