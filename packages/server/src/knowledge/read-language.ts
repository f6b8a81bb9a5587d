import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import { FIRST_LANGUAGE } from './source.ts';
import { findLanguage } from './source-store.ts';

/** The language in which a workspace's knowledge is written. */
export async function readLanguage(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<KnowledgeLanguage> {
  return (await findLanguage(deps.db.sql, workspaceId)) ?? FIRST_LANGUAGE;
}
