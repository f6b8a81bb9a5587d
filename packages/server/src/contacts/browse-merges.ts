import type { TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { Deps } from '../deps.ts';
import { displayName } from './contact.ts';
import { mergesInto } from './merge-store.ts';

/** The merges of a contact, newest first, after `before`; undone ones too. */
export async function browseMerges(
  deps: Pick<Deps, 'db'>,
  of: { workspaceId: string; contactId: string; before: { at: string; id: string } | null; limit: number },
): Promise<Extract<TimelineItem, { type: 'merge' }>[]> {
  const rows = await mergesInto(deps.db.sql, of.workspaceId, of.contactId, of.before, of.limit);
  return rows.map(({ id, at, loserId, loserUserId, loserName, loserEmail, actor, samePerson, undoneAt, undoneBy }) => ({
    type: 'merge',
    ...{ id, at, samePerson, undoneAt, undoneBy, by: actor },
    loser: {
      contactId: loserId,
      userId: loserUserId,
      displayName: displayName({ name: loserName, email: loserEmail }),
    },
  }));
}
