import type { InAppMessageRow } from '@halo/wire/dashboard/in-app-messages.ts';
import type { Deps } from '../deps.ts';
import { MOST_MESSAGES } from './in-app-message.ts';
import { listWithNumbers } from './in-app-message-store.ts';

/** All in-app messages of a workspace with their numbers, the newest first. */
export async function browseInAppMessages(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<InAppMessageRow[]> {
  const rows = await listWithNumbers(deps.db.sql, workspaceId, MOST_MESSAGES);
  return rows.map(({ workspaceId: _, shown, clicked, dismissed, ...row }) => {
    return { ...row, numbers: { shown, clicked, dismissed } };
  });
}
