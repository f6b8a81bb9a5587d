import { LIMITS } from '@halo/wire/limits.ts';
import { mergeTraits, same } from '@halo/wire/merge-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import type { AttributeScope } from './attribute-store.ts';
import type { Batch, CompanyDraft, ContactDraft } from './batch.ts';
import type { CompanyPart, ContactWrite, PersonPart } from './contact-write.ts';
import { mergeContext, standing } from './context.ts';
import { isColumn, type Scope } from './traits.ts';

/** What came of the traits and context that one call sent. */
export interface Recorded {
  /** Keys whose value is another one now, context as `context.<key>`. */
  changed: string[];
  /** There is something to write although nothing changed: a new trust, or a time that the caller gave. */
  renewed: boolean;
  ignored: Ignored[];
}

/** Merges the traits and context of one call into a person or company of the batch. */
export function applyRecord(
  batch: Batch,
  write: ContactWrite,
  scope: Scope,
  draft: ContactDraft | CompanyDraft,
  part: PersonPart | CompanyPart,
): Recorded {
  const record = 'contact' in draft ? draft.contact : draft.company;
  const ignored: Ignored[] = [];
  const rules = {
    trustFirst: write.workspace.identityMode !== 'off',
    now: write.receivedAt.getTime(),
    maxKeys: LIMITS.keysPerRecord,
    guarded: scope === 'user' ? ['email'] : [],
  };
  const changed: string[] = [];
  let renewed = false;

  if (part.traits.length > 0) {
    const before = record.values;
    const merged = mergeTraits(
      record,
      part.traits.map((group) => ({
        ...group,
        values: discoverable(batch, write, scope, group.values, ignored),
        source: write.source,
        keyId: write.keyId,
      })),
      rules,
    );
    ignored.push(...merged.ignored);
    record.values = merged.values;
    record.provenance = merged.provenance;
    for (const key of merged.changed) {
      draft.changed.add(key);
      tally(batch, write, scope, key, Number(Object.hasOwn(merged.values, key)) - Number(Object.hasOwn(before, key)));
    }
    for (const group of part.traits) discover(batch, write, scope, group.values, merged.values);
    draft.factsChanged ||= merged.changed.length > 0 || merged.releveled;
    renewed ||= merged.renewed;
    changed.push(...merged.changed);
  }

  if (part.context) {
    const { entries, level, time } = part.context;
    const sent = discoverable(batch, write, 'context', entries, ignored);
    const before = new Set(standing(draft.context).map((entry) => entry.key));
    const merged = mergeContext(
      draft.context,
      { entries: sent, level, time, source: write.source, keyId: write.keyId },
      rules,
    );
    ignored.push(...merged.ignored);
    draft.context = merged.entries;
    // An unchanged entry still renews its time and source.
    draft.contextChanged ||= merged.changed.length > 0 || merged.renewed || !write.bulk;
    renewed ||= merged.renewed;
    const after = Object.fromEntries(standing(merged.entries).map((entry) => [entry.key, entry.entry]));
    for (const key of merged.changed) {
      draft.changed.add(`context.${key}`);
      tally(batch, write, 'context', key, Number(Object.hasOwn(after, key)) - Number(before.has(key)));
    }
    discover(batch, write, 'context', sent, after);
    changed.push(...merged.changed.map((key) => `context.${key}`));
  }
  return { changed, renewed, ignored };
}

/** Leaves out keys for which a workspace has no room (identity T12). */
function discoverable(
  batch: Batch,
  write: ContactWrite,
  scope: AttributeScope,
  values: Record<string, unknown>,
  ignored: Ignored[],
): Record<string, unknown> {
  const book = batch.books.get(write.workspace.id)!;
  const needsRoom = (key: string) =>
    values[key] !== null && values[key] !== undefined && (scope === 'context' || !isColumn(scope, key));
  const refused = new Set(Object.keys(values).filter((key) => needsRoom(key) && !book.admits(scope, key)));
  if (refused.size === 0) return values;
  for (const key of refused) ignored.push({ key, reason: 'too_many_attributes' });
  return Object.fromEntries(Object.entries(values).filter(([key]) => !refused.has(key)));
}

function discover(
  batch: Batch,
  write: ContactWrite,
  scope: AttributeScope,
  sent: Record<string, unknown>,
  stored: Record<string, unknown>,
): void {
  const book = batch.books.get(write.workspace.id)!;
  for (const [key, value] of Object.entries(sent)) {
    // What was not taken says nothing of the attribute.
    if (value === null || value === undefined || !Object.hasOwn(stored, key) || !same(stored[key], value)) continue;
    const seen = book.unrecorded(scope, key, value, write.trust === 'verified', batch.now);
    if (!seen) continue;
    const name = `${write.workspace.id} ${scope} ${key}`;
    const noted = batch.newAttributes.get(name);
    if (noted) {
      noted.types = [...new Set([...noted.types, ...seen.types])];
      noted.proven ||= seen.proven;
    } else batch.newAttributes.set(name, seen);
  }
}

function tally(batch: Batch, write: ContactWrite, scope: AttributeScope, key: string, delta: number): void {
  if (delta === 0) return;
  const name = `${write.workspace.id} ${scope} ${key}`;
  const known = batch.tallies.get(name);
  if (known) known.delta += delta;
  else batch.tallies.set(name, { workspaceId: write.workspace.id, scope, key, delta });
}
