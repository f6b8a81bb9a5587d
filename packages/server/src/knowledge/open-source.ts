import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Source } from './source.ts';
import { findContent, findSource } from './source-store.ts';

/** One source, an article with its text. Refuses `not_found`. */
export async function openSource(
  deps: Pick<Deps, 'db'>,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ source: Source; text: string | null }> {
  const source = await findSource(deps.db.sql, workspaceId, id);
  if (!source) throw new Refusal('not_found', 'There is no such source.');
  const content = source.kind === 'article' ? await findContent(deps.db.sql, workspaceId, id) : null;
  return { source, text: content?.body ?? null };
}
