import { membersAfter } from '../contacts/members-after.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { bellOfPerson } from './in-app-message.ts';
import { liveMessages } from './live-messages.ts';

/** Of one company, and of all that a transaction wrote: the pages of the others poll. */
const MOST_MEMBERS = 500;
const MOST_COMPANIES = 20;

/**
 * Reacts to `companiesWritten`: open pages of the members look again, where their workspace has live messages for known
 * people. After the commit and beside the call, as `wakePages`.
 */
export async function wakePagesOfMembers(deps: Deps, tx: Tx, list: News['companiesWritten']): Promise<void> {
  const moved = list.filter(({ changed, trustMoved }) => changed.length > 0 || trustMoved);
  if (moved.length > 0) tx.afterCommit(() => void ring(deps, moved.slice(0, MOST_COMPANIES)).catch(() => {}));
}

async function ring(deps: Deps, moved: News['companiesWritten']): Promise<void> {
  for (const { workspaceId, companyId } of moved) {
    const live = await liveMessages(deps, workspaceId);
    if (live.every(({ audience }) => audience === 'everybody')) continue;
    deps.live.ring((await membersAfter(deps, workspaceId, companyId, null, MOST_MEMBERS)).map(bellOfPerson));
  }
}
