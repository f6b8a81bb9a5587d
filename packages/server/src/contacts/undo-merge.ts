import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { contactFacts } from './contact-facts.ts';
import { writeContactFacts } from './contact-store.ts';
import { readContextsWhole } from './context-store.ts';
import { readMemberships, writeMemberships } from './membership-store.ts';
import { bellsOfMerge, type MergedSide, separate } from './merge.ts';
import { endMerge, endRedirects, findLaterMerge, findMerge, lockMerge, lockWithRedirects } from './merge-store.ts';
import { saveMergedSide, tallySides } from './save-merged-side.ts';
import { storedTime } from './traits.ts';

/** Both contacts after an undo, by row id. */
export interface UndoneMerge {
  survivorId: string;
  loserId: string;
}

/**
 * Takes a merge back (identity K4): the loser stands for itself again with all that the merge moved, and the survivor has
 * what it had; what was written since stays. Refuses `not_found`, `conflict` when it was undone already or when a later
 * merge of either stands, which has to be undone first.
 */
export async function undoMerge(
  deps: Pick<Deps, 'db' | 'now' | 'publish' | 'live'>,
  asked: { workspace: Workspace; mergeId: string; actor: Actor },
): Promise<UndoneMerge> {
  const { workspace, mergeId, actor } = asked;
  const known = await findMerge(deps.db.sql, workspace.id, mergeId);
  if (!known) throw new Refusal('not_found', 'There is no such merge.');
  const { survivorId, loserId } = known;
  const names = { workspaceId: workspace.id, survivorId, loserId };
  return deps.db.transaction(async (tx) => {
    const found = await lockWithRedirects(tx.sql, workspace.id, [survivorId, loserId]);
    const merge = await lockMerge(tx.sql, workspace.id, mergeId);
    if (!merge || merge.undoneAt !== null) throw new Refusal('conflict', 'This merge was undone already.');
    const later = await findLaterMerge(tx.sql, workspace.id, mergeId, [survivorId, loserId]);
    if (later) {
      throw new Refusal('conflict', 'One of these contacts took part in a later merge. Undo that one first.', {
        later_merge_id: later.id,
      });
    }
    const survivor = found.find(({ id }) => id === survivorId);
    const loser = found.find(({ id }) => id === loserId);
    // Erased since: nothing of a person comes back by an undo.
    if (!survivor || loser?.mergedInto !== survivorId) {
      throw new Refusal('conflict', 'One of these contacts is not there any more.');
    }
    const contexts = await readContextsWhole(tx.sql, 'user', [survivor, loser]);
    const present: MergedSide = {
      contact: survivor,
      context: contexts.get(survivorId) ?? [],
      memberships: await readMemberships(tx.sql, [survivor]),
    };
    const at = deps.now();
    const { before, after, repointed } = merge;
    const restored = separate(before.survivor, after, present, storedTime(at));
    await saveMergedSide(tx, workspace, present, restored);
    await endRedirects(tx.sql, { ...names, repointed });
    await writeContactFacts(tx.sql, [contactFacts(loser, workspace.timeZone)]);
    await writeMemberships(tx.sql, before.loserMemberships);
    await endMerge(tx.sql, workspace.id, mergeId, at, nameActor(actor));
    await deps.publish(tx, 'contactsUnmerged', [
      { workspaceId: workspace.id, mergeId, winnerId: survivorId, loserId, holders: [loserId, ...repointed] },
    ]);
    const single: MergedSide = { contact: loser, context: contexts.get(loserId) ?? [], memberships: [] };
    await tallySides(tx, [present], [restored, single]);
    await deps.publish(
      tx,
      'contactsWritten',
      [restored.contact, loser].map(({ workspaceId, id: contactId, externalId, trust }) => ({
        ...{ workspaceId, contactId, externalId, trust, created: false, announced: false, quiet: true, changed: [] },
        linked: { conversations: 0, tickets: 0 },
      })),
    );
    await recordAudit(deps, tx, {
      ...{ workspaceId: workspace.id, actor, action: 'contact.unmerged', subject: survivorId },
      detail: { mergeId, loser: loserId },
    });
    tx.afterCommit(() => deps.live.ring(bellsOfMerge(names)));
    return { survivorId, loserId };
  });
}
