import type { Deps } from '../deps.ts';
import { judgeLater } from './judge-later.ts';
import type { ContactToJudge } from './judging-jobs.ts';

/** Judges a contact by all segments, or by those that ask for events. May be done twice. */
export async function judgeContact(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  { workspaceId, contactId, by }: ContactToJudge,
): Promise<void> {
  await judgeLater(deps, workspaceId, [contactId], ({ reads }) => by === 'all' || reads.events.size > 0);
}
