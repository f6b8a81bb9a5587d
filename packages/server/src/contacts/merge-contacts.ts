import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { removeMemberships } from './membership-store.ts';
import { bellsOfMerge, type Joined, joinContacts, type MergedSide } from './merge.ts';
import { readMergeSides, refuseSelfMerge } from './merge-sides.ts';
import { insertMerge, lockWithRedirects, redirectContacts } from './merge-store.ts';
import { saveMergedSide, tallySides } from './save-merged-side.ts';
import { storedTime } from './traits.ts';

export interface MergeToDo {
  workspace: Workspace;
  survivorId: string;
  loserId: string;
  /** Both records are one person: a token for either id opens everything. Else each id keeps to what was held under it. */
  samePerson: boolean;
  actor: Actor;
}

export interface DoneMerge {
  mergeId: string;
  joined: Joined;
  loser: MergedSide;
}

/**
 * Makes two contacts one (identity K4, safety R5): the survivor keeps its values, gaps are filled, memberships are
 * united, and all that hung on the loser moves. The loser's ids lead to the survivor from now on, and tokens for them end
 * unless both are the same person. Nobody is new by it and nothing is automated. Refuses as `readMergeSides` does.
 */
export async function mergeContacts(
  deps: Pick<Deps, 'db' | 'now' | 'publish' | 'live'>,
  asked: MergeToDo,
): Promise<DoneMerge> {
  const { workspace, survivorId, loserId, samePerson, actor } = asked;
  const names = { workspaceId: workspace.id, survivorId, loserId };
  refuseSelfMerge(names);
  return deps.db.transaction(async (tx) => {
    const found = await lockWithRedirects(tx.sql, workspace.id, [survivorId, loserId]);
    const { survivor, loser } = await readMergeSides(tx.sql, names, found);
    // Behind the locks: every call that was let in before has its token dated before this.
    const at = deps.now();
    const mergeId = newId();
    const joined = joinContacts(survivor, loser, samePerson, storedTime(at));
    await saveMergedSide(tx, workspace, survivor, joined.after);
    await removeMemberships(tx.sql, loser.memberships);
    const repointed = await redirectContacts(tx.sql, { ...names, samePerson, at });
    await insertMerge(tx.sql, {
      ...names,
      ...{ id: mergeId, at, samePerson, actor: nameActor(actor), repointed },
      ...{ before: { survivor, loserMemberships: loser.memberships }, after: joined.after },
    });
    await deps.publish(tx, 'contactsMerged', [
      { workspaceId: workspace.id, mergeId, winnerId: survivorId, loserId, samePerson },
    ]);
    await tellOfChange(deps, tx, joined);
    await tallySides(tx, [survivor, loser], [joined.after]);
    await recordAudit(deps, tx, {
      ...{ workspaceId: workspace.id, actor, action: 'contact.merged', subject: survivorId },
      // Kept for good, so it names rows alone: people may be erased.
      detail: { mergeId, samePerson, loser: loserId },
    });
    tx.afterCommit(() => deps.live.ring(bellsOfMerge(names)));
    return { mergeId, joined, loser };
  });
}

/** The survivor may be in other audiences now; quietly, for a merge starts nothing. */
async function tellOfChange(deps: Pick<Deps, 'publish'>, tx: Tx, { after, traits, context }: Joined): Promise<void> {
  const { workspaceId, id: contactId, externalId, trust } = after.contact;
  const filled = (keys: Joined['traits']) => keys.filter(({ wins }) => wins === 'loser').map(({ key }) => key);
  await deps.publish(tx, 'contactsWritten', [
    {
      ...{ workspaceId, contactId, externalId, trust, created: false, announced: false, quiet: true },
      changed: [...filled(traits), ...filled(context).map((key) => `context.${key}`)],
      linked: { conversations: 0, tickets: 0 },
    },
  ]);
}
