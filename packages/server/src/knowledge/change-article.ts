import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { readingJob, SOURCE_READING } from './source.ts';
import { updateArticle } from './source-store.ts';

export interface ArticleChange {
  workspaceId: string;
  id: string;
  title: string;
  text: string;
  address: string | null;
  actor: Actor;
}

/** Writes an article anew; until it is read its former text stays in use. Refuses `not_found`. */
export async function changeArticle(deps: Deps, { actor, ...article }: ArticleChange): Promise<void> {
  const { workspaceId, id, title } = article;
  await deps.db.transaction(async (tx) => {
    const version = await updateArticle(tx.sql, article, deps.now());
    if (version === null) throw new Refusal('not_found', 'There is no such article.');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'knowledge.changed', subject: title });
    await deps.jobs.insert(tx, SOURCE_READING, [readingJob({ workspaceId, sourceId: id, version })]);
  });
}
