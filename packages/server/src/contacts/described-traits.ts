import type { ClearedTrait, ContextItem, Provenance, Trait } from '@halo/wire/dashboard/person.ts';
import { LEVELS, type Mark, markOf, TEAMMATE, type Traits } from '@halo/wire/merge-traits.ts';
import type { Deps } from '../deps.ts';
import { nameTeammates } from '../workspaces/name-teammates.ts';
import { type AttributeBook, attributeBook } from './attribute-book.ts';
import type { ContextEntry } from './context.ts';
import { isColumn, type Scope, storedTime } from './traits.ts';

/** A record as its page lists it. */
export interface Described {
  /** Recognised keys first. */
  traits: Trait[];
  /** Keys that were cleared within the last days, the latest first. */
  cleared: ClearedTrait[];
  /** In the order in which their keys were first set. */
  context: ContextItem[];
}

type NameOf = (teammateId: string) => string | null;

/** The traits and context of a record, each value with who said it, when, and how well proven. */
export async function describeRecord(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  scope: Scope,
  record: Traits,
  context: readonly ContextEntry[],
): Promise<Described> {
  const [book, names] = await Promise.all([
    attributeBook(deps.db, workspaceId, deps.now()),
    nameTeammates(deps, teammatesIn(record, context)),
  ]);
  const nameOf: NameOf = (id) => names.get(id) ?? null;
  const described = describeTraits(scope, record, book, nameOf);
  return {
    traits: [...described.filter((trait) => trait.recognised), ...described.filter((trait) => !trait.recognised)],
    cleared: describeCleared(scope, record, book, nameOf),
    context: context.map(({ key, entry, mark }) => {
      const attribute = book.attributes.get(`context:${key}`);
      return {
        key,
        label: attribute?.label ?? null,
        entry,
        sensitive: attribute?.sensitive ?? false,
        provenance: toProvenance(mark, nameOf),
      };
    }),
  };
}

function describeTraits(scope: Scope, { values, provenance }: Traits, book: AttributeBook, nameOf: NameOf): Trait[] {
  const pins = new Map(Object.entries(provenance.pins ?? {}));
  return Object.entries(values).map(([key, value]) => {
    const attribute = book.attributes.get(`${scope}:${key}`);
    const pin = pins.get(key);
    return {
      key,
      label: attribute?.label ?? null,
      value,
      recognised: isColumn(scope, key),
      sensitive: attribute?.sensitive ?? false,
      policy: attribute?.policy ?? 'anyone',
      pinned: pin ? { at: storedTime(pin[0]), by: nameOf(pin[1]) } : null,
      provenance: toProvenance(markOf(provenance, key), nameOf),
    };
  });
}

function describeCleared(scope: Scope, { provenance }: Traits, book: AttributeBook, nameOf: NameOf): ClearedTrait[] {
  return Object.entries(provenance.gone)
    .flatMap(([key, at]) => {
      const mark = toProvenance(provenance.marks[at] ?? null, nameOf);
      return mark ? [{ key, label: book.attributes.get(`${scope}:${key}`)?.label ?? null, provenance: mark }] : [];
    })
    .sort((a, b) => (a.provenance.at < b.provenance.at ? 1 : -1));
}

function teammatesIn({ provenance }: Traits, context: readonly ContextEntry[]): string[] {
  const marks = [...provenance.marks, ...context.map(({ mark }) => mark)];
  const wrote = marks.flatMap(([, source, , keyId]) => (source === TEAMMATE && keyId !== null ? [keyId] : []));
  return [...new Set([...wrote, ...Object.values(provenance.pins ?? {}).map(([, id]) => id)])];
}

function toProvenance(mark: Mark | null, nameOf: NameOf): Provenance | null {
  if (!mark) return null;
  const [time, source, level, keyId] = mark;
  const byTeammate = source === TEAMMATE;
  return {
    trust: LEVELS[level],
    source,
    at: storedTime(time),
    keyId: byTeammate ? null : keyId,
    by: byTeammate && keyId !== null ? nameOf(keyId) : null,
  };
}
