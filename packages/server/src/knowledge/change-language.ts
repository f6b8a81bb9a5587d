import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { FIRST_LANGUAGE, readingJob, SOURCE_READING } from './source.ts';
import { askReading, findLanguage, saveLanguage } from './source-store.ts';

/** Says in which language the knowledge is written; every source is read again for it. */
export async function changeLanguage(
  deps: Deps,
  { workspaceId, language, actor }: { workspaceId: string; language: KnowledgeLanguage; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const before = (await findLanguage(tx.sql, workspaceId)) ?? FIRST_LANGUAGE;
    if (before === language) return;
    await saveLanguage(tx.sql, workspaceId, language);
    const asked = await askReading(tx.sql, workspaceId, null);
    const jobs = asked.map(({ id, version }) => readingJob({ workspaceId, sourceId: id, version }));
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'knowledge.language_changed' as const },
      detail: { before, after: language },
    });
    await deps.jobs.insert(tx, SOURCE_READING, jobs);
  });
}
