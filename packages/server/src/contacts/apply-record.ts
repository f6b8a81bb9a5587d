import { LIMITS } from '@halo/wire/limits.ts';
import {
  type Level,
  mergeTraits,
  type Pin,
  type Provenance,
  same,
  TEAMMATE,
  withPins,
} from '@halo/wire/merge-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import type { AttributeScope } from './attribute-store.ts';
import { type Batch, type CompanyDraft, type ContactDraft, noteTally } from './batch.ts';
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
    const groups = part.traits.map((group) => ({
      ...group,
      values: admissible(batch, write, scope, group, ignored),
      source: write.source,
      keyId: write.keyId,
    }));
    const merged = mergeTraits(record, groups, rules);
    ignored.push(...merged.ignored);
    record.values = merged.values;
    record.provenance = merged.provenance;
    for (const key of merged.changed) {
      draft.changed.add(key);
      noteTally(
        batch,
        write.workspace.id,
        scope,
        key,
        Number(Object.hasOwn(merged.values, key)) - Number(Object.hasOwn(before, key)),
      );
    }
    for (const group of groups) discover(batch, write, scope, group.values, merged.values);
    draft.factsChanged ||= merged.changed.length > 0 || merged.releveled;
    renewed ||= merged.renewed;
    changed.push(...merged.changed);
  }

  if (part.pins) {
    record.provenance = pinned(record.provenance, part.pins, [rules.now, write.keyId ?? '']);
    renewed = true;
  }

  if (part.context) {
    const { entries, level, time } = part.context;
    const sent = admissible(batch, write, 'context', { values: entries, level }, ignored);
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
      noteTally(batch, write.workspace.id, 'context', key, Number(Object.hasOwn(after, key)) - Number(before.has(key)));
    }
    discover(batch, write, 'context', sent, after);
    changed.push(...merged.changed.map((key) => `context.${key}`));
  }
  return { changed, renewed, ignored };
}

/**
 * Leaves out keys that this writer may not write, whatever they hold (identity L3, safety W2), and keys for which a
 * workspace has no room (identity T12).
 */
function admissible(
  batch: Batch,
  write: ContactWrite,
  scope: AttributeScope,
  { values, level }: { values: Record<string, unknown>; level: Level },
  ignored: Ignored[],
): Record<string, unknown> {
  const book = batch.books.get(write.workspace.id)!;
  const refused = new Set<string>();
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined) continue;
    const only = book.policyOf(scope, key);
    if (only !== null && !maySay(only, write, level)) {
      refused.add(key);
      ignored.push({ key, reason: 'policy', detail: POLICY[only] });
    } else if (value !== null && (scope === 'context' || !isColumn(scope, key)) && !book.admits(scope, key)) {
      refused.add(key);
      ignored.push({ key, reason: 'too_many_attributes' });
    }
  }
  if (refused.size === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([key]) => !refused.has(key)));
}

const POLICY = {
  verified: 'only token claims, server keys and teammates may write it',
  teammates: 'only teammates may write it',
};

function maySay(only: keyof typeof POLICY, { source }: ContactWrite, level: Level): boolean {
  return source === TEAMMATE || (only === 'verified' && level === 2);
}

function pinned(provenance: Provenance, pins: Readonly<Record<string, boolean>>, pin: Pin): Provenance {
  const held = new Map(Object.entries(provenance.pins ?? {}));
  for (const [key, holds] of Object.entries(pins)) {
    if (holds) held.set(key, pin);
    else held.delete(key);
  }
  return withPins(provenance, Object.fromEntries(held));
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
