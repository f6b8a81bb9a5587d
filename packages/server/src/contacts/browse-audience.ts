import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeCursor, INSTANT, pageOf, UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import type { AudienceQuestion } from '../filters/preview-audience.ts';
import { audienceIds } from './audience-list-store.ts';
import { type ContactFilter, type ContactSort, readRows } from './contact-list-store.ts';

/**
 * A page of the people a filter means, further narrowed by what narrows the list of all contacts. Its cursors are those
 * of that list. Refused as `busy` when it takes longer than five seconds.
 */
export async function browseAudience(
  deps: Pick<Deps, 'db' | 'now'>,
  { filter, ...question }: AudienceQuestion,
  narrower: ContactFilter,
  page: { sort: ContactSort; cursor?: string | undefined; limit: number },
): Promise<Page<ContactRow>> {
  const { sort, limit, cursor } = page;
  const [at = null, id = null] = cursor === undefined ? [] : decodeCursor(cursor, [INSTANT, UUID]);
  const after = id === null ? null : { at, id };
  const scope = { ...question, now: deps.now() };
  const rows = await adHocQuery(deps.db, async (sql, indexed) => {
    const ids = await audienceIds(sql, { filter, scope: { ...scope, indexed }, narrower, sort }, after, limit + 1);
    return readRows(sql, question.workspaceId, ids);
  });
  return pageOf(rows, limit, (row) => [sort === 'created' ? row.createdAt : row.lastSeen, row.contactId]);
}
