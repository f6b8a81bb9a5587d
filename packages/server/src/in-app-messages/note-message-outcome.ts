import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { bellOfPerson, isInTime } from './in-app-message.ts';
import { meantFor } from './list-due-messages.ts';
import { liveMessages } from './live-messages.ts';
import { listOver, noteOutcome, type Outcome, wasShown } from './outcome-store.ts';
import { findViewer, type Looker } from './viewer.ts';

/**
 * Notes that a message was shown, clicked or dismissed, and answers whether this browser is the one to show it: of two that
 * ask at once, the first. Only what is due can be noted; anything else is `not_found`, whoever it may be for.
 */
export async function noteMessageOutcome(
  deps: Pick<Deps, 'db' | 'now' | 'log' | 'live'>,
  workspace: Workspace,
  reader: Looker,
  { messageId, outcome }: { messageId: string; outcome: Outcome },
): Promise<boolean> {
  const unknown = () => new Refusal('not_found', 'There is no such in-app message.');
  const message = (await liveMessages(deps, workspace.id)).find(({ id }) => id === messageId);
  if (!message) throw unknown();
  const viewer = await findViewer(deps, workspace, reader);
  // What was shown and is due no more, since a trait changed meanwhile, can still be closed.
  if (!(await wasShown(deps.db.sql, viewer, messageId))) {
    const [due] = isInTime(message, deps.now()) ? await meantFor(deps, workspace, viewer, [message]) : [];
    if (!due) throw unknown();
  }
  await deps.db.transaction(async (tx) => {
    await noteOutcome(tx.sql, viewer, messageId, outcome, deps.now());
    if (outcome !== 'shown') tx.afterCommit(() => deps.live.ring([bellOfPerson(viewer.personId)]));
  });
  return !(await listOver(deps.db.sql, viewer, [messageId])).has(messageId);
}
