import { type PreviewedMerge, previewMerge } from '../contacts/preview-merge.ts';
import type { Deps } from '../deps.ts';
import { type Children, countChildren } from './children-store.ts';

/** A merge before it is done, with all that would move and who could read it. */
export interface MergeEffects extends PreviewedMerge {
  /** What hangs on the loser and would move. */
  moves: Children;
  /** Whose conversations a token for each of the two ids would open. */
  readers: { side: 'survivor' | 'loser'; survivors: number; losers: number }[];
}

/** Tells what a merge would do (identity K4): values, children, and who will be able to read what. Nothing is written. */
export async function previewMergeEffects(
  deps: Pick<Deps, 'db' | 'now'>,
  asked: { workspaceId: string; survivorId: string; loserId: string; samePerson: boolean },
): Promise<MergeEffects> {
  const { workspaceId, survivorId, loserId, samePerson } = asked;
  const preview = await previewMerge(deps, asked);
  const [survivors, losers] = await countChildren(deps.db.sql, workspaceId, [survivorId, loserId]);
  const proven = { survivors: survivors!.provenConversations, losers: losers!.provenConversations };
  return {
    ...preview,
    moves: losers!,
    readers: [
      { side: 'survivor', ...proven },
      { side: 'loser', survivors: samePerson ? proven.survivors : 0, losers: proven.losers },
    ],
  };
}
