import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { AffectedPerson } from '@halo/wire/dashboard/security.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { displayName } from './contact.ts';
import { FIGURE_DAYS } from './identity-figures.ts';
import { countStopped, listAffected, startOfDay } from './identity-figures-store.ts';

/** A page of the contacts that were or would be refused in the last seven days, the latest first. */
export async function browseAffected(
  deps: Pick<Deps, 'db' | 'now'>,
  { id, timeZone }: Pick<Workspace, 'id' | 'timeZone'>,
  page: { reason?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<AffectedPerson>> {
  const { sql } = deps.db;
  const from = await startOfDay(sql, deps.now(), FIGURE_DAYS - 1, timeZone);
  const { reason, cursor, limit } = page;
  const rows = await listAffected(sql, id, from, { reason, after: decodeTimeCursor(cursor), limit: limit + 1 });
  const userIds = rows.flatMap(({ userId }) => userId ?? []);
  const calls = userIds.length > 0 ? await countStopped(sql, id, userIds, from) : new Map<string, number>();
  const people = rows.map(({ name, email, ...person }) => ({
    ...person,
    displayName: displayName({ name, email }),
    calls: calls.get(person.contactId) ?? 1,
  }));
  return pageOf(people, limit, (person) => [person.lastAt, person.contactId]);
}
