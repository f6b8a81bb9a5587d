import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { emailKey } from './contact.ts';
import { dismissEqualEmails } from './duplicate-store.ts';

/** A teammate has judged that contacts with one e-mail are different people. Refuses `not_found` where there are not several. */
export async function dismissDuplicates(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  workspaceId: string,
  email: string,
): Promise<void> {
  const key = emailKey(email);
  const done = key !== null && (await dismissEqualEmails(deps.db.sql, workspaceId, key, deps.now()));
  if (!done) throw new Refusal('not_found', 'There are no several contacts with this e-mail.');
  deps.live.ring([`workspace:${workspaceId}:contacts`]);
}
