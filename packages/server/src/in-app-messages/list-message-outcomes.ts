import type { InAppOutcome } from '@halo/wire/dashboard/in-app-messages.ts';
import { namePeople } from '../contacts/name-people.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { hasMessage } from './in-app-message-store.ts';
import { listOutcomes } from './outcome-store.ts';

const LATEST = 200;

/** What became of a message with each person, the latest first. Refuses `not_found`. */
export async function listMessageOutcomes(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  messageId: string,
): Promise<InAppOutcome[]> {
  const known = await hasMessage(deps.db.sql, workspaceId, messageId);
  if (!known) throw new Refusal('not_found', 'There is no such in-app message.');
  const rows = await listOutcomes(deps.db.sql, workspaceId, messageId, LATEST);
  const people = await namePeople(
    deps,
    workspaceId,
    rows.map(({ personId }) => personId),
  );
  const named = new Map(people.map((person) => [person.contactId, person]));
  return rows.map(({ personId, ...times }) => ({ person: named.get(personId) ?? null, ...times }));
}
