import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { bellOfPerson } from './in-app-message.ts';
import { liveMessages } from './live-messages.ts';

/**
 * Reacts to `contactsWritten`: open pages of these people look again, where their workspace has live messages. After the
 * commit and beside the call, which waits for nothing here; a bell that is lost is made good by polling.
 */
export async function wakePages(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  tx.afterCommit(() => void ring(deps, list).catch(() => {}));
}

async function ring(deps: Deps, list: News['contactsWritten']): Promise<void> {
  for (const [workspaceId, written] of Map.groupBy(list, (item) => item.workspaceId)) {
    if ((await liveMessages(deps, workspaceId)).length === 0) continue;
    deps.live.ring(written.map(({ contactId }) => bellOfPerson(contactId)));
  }
}
