import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { flushRefusals } from '../identity/log-refusal.ts';
import { Refusal } from '../refusal.ts';
import type { News } from '../topics.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { writeTallies } from './attribute-store.ts';
import type { Contact } from './contact.ts';
import { findContact } from './contact-store.ts';
import { readContexts } from './context-store.ts';
import { eraser } from './erasure.ts';
import { countPerson, deletePerson, lockPerson, writeErasures } from './erasure-store.ts';
import { own } from './record-columns.ts';
import { mergedRefusal } from './refuse-merged.ts';
import { storedTime } from './traits.ts';

export interface PersonToErase {
  workspaceId: string;
  contactId: string;
  actor: Actor;
}

/** A merge brought another row of the person while theirs were being locked; the erasure starts again. */
class GrownMeanwhile extends Error {
  readonly code = '40001';
}

/**
 * Erases a person, and everybody merged into them, in one transaction (identity K5): all rooms take away what they hold,
 * their sessions end, tokens from before prove nobody any more (safety K2). What is left is a keyed hash of their names,
 * which keeps late bulk calls from bringing them back, and an audit entry that names nobody. Refuses `not_found`, and
 * `merged` with the survivor's user id.
 */
export async function eraseContact(
  deps: Pick<Deps, 'db' | 'now' | 'live' | 'publish' | 'secrets' | 'jobs'>,
  { workspaceId, contactId, actor }: PersonToErase,
): Promise<{ erasedAt: string }> {
  // Refusals wait a moment before they are logged: theirs shall be there to be taken away.
  await flushRefusals(deps);
  return deps.db.transaction(async (tx) => {
    const ids = await lockPerson(tx.sql, workspaceId, contactId);
    const records = await readRecords(tx, workspaceId, ids);
    const person = records.find(({ id }) => id === contactId);
    if (!person) throw new Refusal('not_found', 'There is no such contact.');
    if (person.mergedInto !== null) throw await mergedRefusal(tx.sql, person);
    if ((await countPerson(tx.sql, workspaceId, contactId)) > ids.length) {
      throw new GrownMeanwhile('a contact was merged into this one meanwhile');
    }
    // Behind the lock: whoever was let in before has its token dated before this.
    const at = deps.now();
    const news: News['contactsErased'][number] = {
      workspaceId,
      contactId,
      contactIds: ids,
      externalIds: records.flatMap(({ externalId }) => externalId ?? []),
      at,
      sessionIds: [],
      conversationIds: [],
    };
    const tallies = await talliesOf(tx, person);
    await deletePerson(tx.sql, workspaceId, ids);
    await deps.publish(tx, 'contactsErased', [news]);
    await deps.jobs.forgetContacts(tx, ids);
    await writeTallies(tx.sql, tallies);
    await writeErasures(tx.sql, namesOf(deps, records), { id: newId(), at, by: nameActor(actor) });
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'contact.erased', subject: contactId },
      detail: { records: ids.length, sessions: news.sessionIds.length, conversations: news.conversationIds.length },
    });
    tx.afterCommit(() =>
      deps.live.ring([
        ...ids.map((id) => `contact:${id}`),
        ...news.sessionIds.map((id) => `session:${id}`),
        `workspace:${workspaceId}:contacts`,
        `workspace:${workspaceId}:log`,
      ]),
    );
    return { erasedAt: storedTime(at) };
  });
}

async function readRecords(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  const records = await Promise.all(ids.map((id) => findContact(tx.sql, workspaceId, id)));
  return records.filter((record) => record !== null);
}

/** Living records only are counted as holders of a key, so one that was merged away counts no more already. */
async function talliesOf(tx: Tx, person: Contact) {
  const contexts = await readContexts(tx.sql, 'user', [person]);
  const { workspaceId, values } = person;
  return [
    ...Object.keys(values).map((key) => ({ workspaceId, scope: 'user' as const, key, delta: -1 })),
    ...(contexts.get(person.id) ?? []).map(({ key }) => ({ workspaceId, scope: 'context' as const, key, delta: -1 })),
  ];
}

/** Every id and e-mail of the person, each once: several records may share one. */
function namesOf(deps: Pick<Deps, 'secrets'>, records: readonly Contact[]) {
  const { ofUserId, ofEmail } = eraser(deps.secrets);
  const names = records.flatMap(({ workspaceId, externalId, values }) => [
    externalId === null ? null : ofUserId(workspaceId, externalId),
    ofEmail(workspaceId, own(values, 'email')),
  ]);
  const known = new Map(names.flatMap((name) => (name ? [[name.hash.toString('hex'), name] as const] : [])));
  return [...known.values()];
}
