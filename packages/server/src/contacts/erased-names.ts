import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type Batch, nameKey } from './batch.ts';
import type { ContactWrite } from './contact-write.ts';
import { type ErasedName, eraser } from './erasure.ts';
import { readErasures } from './erasure-store.ts';

/**
 * Finds the tombstones that the calls of a batch must know, behind the locks: of people who would be made, and of those
 * whom bulk calls name and who came back since. For everybody else nothing is asked: whoever comes back has the
 * erasure's instant as the one before which tokens prove nothing.
 */
export async function loadTombstones(
  deps: Pick<Deps, 'secrets'>,
  sql: Sql,
  batch: Batch,
  writes: readonly ContactWrite[],
): Promise<void> {
  const asked = writes.filter((write) => mustKnow(batch, write));
  if (asked.length === 0) return;
  const { ofUserId } = eraser(deps.secrets);
  const names = new Map<string, ErasedName>();
  for (const { workspace, person } of asked) {
    names.set(nameKey(workspace.id, person!.externalId), ofUserId(workspace.id, person!.externalId));
  }
  const found = await readErasures(sql, [...names.values()]);
  if (found.size === 0) return;
  for (const [key, { hash }] of names) {
    const tombstone = found.get(hash.toString('hex'));
    if (tombstone) batch.tombstones.set(key, tombstone);
  }
}

function mustKnow(batch: Batch, { workspace, person, bulk }: ContactWrite): boolean {
  if (!person) return false;
  const known = batch.contacts.get(nameKey(workspace.id, person.externalId));
  if (!known) return person.mode === 'upsert' || person.mode === 'create';
  return bulk && known.contact.sessionsValidFrom !== null;
}
