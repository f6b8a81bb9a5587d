import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { ContextItem, Trait } from '@halo/wire/dashboard/person.ts';
import { same } from '@halo/wire/merge-traits.ts';
import { readTraits, type Scope } from '../contacts/traits.ts';

/**
 * What a browser session said by itself and the record does not hold in the same words. `zone` reads dates without one.
 */
export function saidOnlyHere(
  scope: Scope,
  said: Record<string, unknown> | undefined,
  stored: readonly Trait[],
  zone: string,
): CustomerPanelAnswer['sessionTraits'] {
  const known = new Map(stored.map(({ key, value }) => [key, value]));
  const prefix = scope === 'company' ? 'company.' : '';
  const asStored = readTraits(scope, said ?? {}, zone).values;
  return Object.entries(said ?? {})
    .filter(([key]) => !known.has(key) || !same(known.get(key), asStored[key]))
    .map(([key, value]) => ({ key: prefix + key, value }));
}

/** The context that counts now: what is stored, and over it what the session has sent, which has no provenance. */
export function contextNow(stored: readonly ContextItem[], said: Record<string, unknown> = {}): ContextItem[] {
  const kept = stored.filter(({ key }) => !Object.hasOwn(said, key));
  const sent = Object.entries(said).map(([key, entry]) => ({
    key,
    label: null,
    entry,
    sensitive: stored.find((item) => item.key === key)?.sensitive ?? false,
    provenance: null,
  }));
  return [...kept, ...sent];
}
