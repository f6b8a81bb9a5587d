import type { ContextItem, Provenance, Trait } from '@halo/wire/dashboard/person.ts';
import { LEVELS, type Mark, markOf, type Traits } from '@halo/wire/merge-traits.ts';
import type { AttributeBook } from './attribute-book.ts';
import type { ContextEntry } from './context.ts';
import { isColumn, type Scope, storedTime } from './traits.ts';

/** Traits as a record page lists them: recognised keys first, each value with who said it. */
export function describeTraits(scope: Scope, traits: Traits, book: AttributeBook): Trait[] {
  const described = Object.entries(traits.values).map(([key, value]) => {
    const attribute = book.attributes.get(`${scope}:${key}`);
    return {
      key,
      label: attribute?.label ?? null,
      value,
      recognised: isColumn(scope, key),
      sensitive: attribute?.sensitive ?? false,
      provenance: toProvenance(markOf(traits.provenance, key)),
    };
  });
  return [...described.filter((trait) => trait.recognised), ...described.filter((trait) => !trait.recognised)];
}

/** Context entries as a record page lists them, in the order in which their keys were first set. */
export function describeContext(entries: readonly ContextEntry[], book: AttributeBook): ContextItem[] {
  return entries.map(({ key, entry, mark }) => ({
    key,
    label: book.attributes.get(`context:${key}`)?.label ?? null,
    entry,
    provenance: toProvenance(mark),
  }));
}

function toProvenance(mark: Mark | null): Provenance | null {
  if (!mark) return null;
  const [time, source, level, keyId] = mark;
  return { trust: LEVELS[level], source, at: storedTime(time), keyId };
}
