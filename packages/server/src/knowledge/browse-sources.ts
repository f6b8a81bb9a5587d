import { KNOWLEDGE_LIMITS, type KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import { FIRST_LANGUAGE, type Source } from './source.ts';
import { findLanguage, listSources } from './source-store.ts';

/** All sources of a workspace, newest first, and the language they are searched in. */
export async function browseSources(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<{ language: KnowledgeLanguage; sources: Source[] }> {
  const [language, sources] = await Promise.all([
    findLanguage(deps.db.sql, workspaceId),
    listSources(deps.db.sql, workspaceId, KNOWLEDGE_LIMITS.sources),
  ]);
  return { language: language ?? FIRST_LANGUAGE, sources };
}
