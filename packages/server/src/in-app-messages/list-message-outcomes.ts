import type { InAppOutcome } from '@halo/wire/dashboard/in-app-messages.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { namePeople } from '../contacts/name-people.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { hasMessage } from './in-app-message-store.ts';
import { listOutcomes } from './outcome-store.ts';

/** One page of what became of a message with each person, the latest first. Refuses `not_found`. */
export async function listMessageOutcomes(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  messageId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<InAppOutcome>> {
  const known = await hasMessage(deps.db.sql, workspaceId, messageId);
  if (!known) throw new Refusal('not_found', 'There is no such in-app message.');
  const place = { after: decodeTimeCursor(cursor), limit: limit + 1 };
  const found = await listOutcomes(deps.db.sql, { workspaceId, messageId }, place);
  const { rows, nextCursor } = pageOf(found, limit, ({ shownAt, personId }) => [shownAt, personId]);
  const people = await namePeople(
    deps,
    workspaceId,
    rows.map(({ personId }) => personId),
  );
  const named = new Map(people.map((person) => [person.contactId, person]));
  return {
    rows: rows.map(({ personId, ...times }) => ({ person: named.get(personId) ?? null, ...times })),
    nextCursor,
  };
}
