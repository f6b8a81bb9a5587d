import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { MOST_MESSAGES, nameOf } from './in-app-message.ts';
import { listMessages } from './in-app-message-store.ts';

/** Reacts to `savedFiltersSought` with the audiences of messages; what is archived asks for nothing any more. */
export async function findMessageFilters(_deps: Deps, tx: Tx, list: News['savedFiltersSought']): Promise<void> {
  for (const { workspaceId, found } of list) {
    const messages = await listMessages(tx.sql, workspaceId, MOST_MESSAGES);
    for (const message of messages) {
      if (!message.filter || message.state === 'archived') continue;
      found.push({ filter: message.filter, where: `the in-app message "${nameOf(message)}"` });
    }
  }
}
