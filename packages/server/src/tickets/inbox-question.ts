import type { Deps } from '../deps.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import type { InboxQuestion } from './inbox-store.ts';

/** What narrows a view, as it was sent. */
export interface AskedInbox {
  search?: string | undefined;
  filter?: Record<string, unknown> | undefined;
}

/** Makes a question ready to be asked. Refuses `invalid_filter` with the path. */
export async function readQuestion(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { search, filter: input }: AskedInbox,
): Promise<InboxQuestion> {
  if (input === undefined) return { search, filter: null };
  const [filter, { identityMode, timeZone: zone }] = await Promise.all([
    parseWorkspaceFilter(deps, workspaceId, input, 'tickets'),
    readSettings(deps, workspaceId),
  ]);
  return { search, filter: { filter, scope: { workspaceId, identityMode, zone, now: deps.now() } } };
}
