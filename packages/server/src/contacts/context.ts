import {
  type Level,
  type Mark,
  type MergeIgnored,
  type MergeRules,
  markOf,
  mergeTraits,
} from '@halo/wire/merge-traits.ts';

/** What is going on around a person or company: one entry a key, in the order in which keys were first set. */
export interface ContextEntry {
  key: string;
  /** null marks a key that was cleared, so that what was said before does not come back. */
  entry: unknown;
  mark: Mark;
}

export interface ContextWrite {
  /** Each entry replaces its key whole; `null` removes it. */
  entries: Record<string, unknown>;
  level: Level;
  source: string;
  keyId: string | null;
  time: number | null;
}

export interface MergedContext {
  /** With the markers of cleared keys behind. */
  entries: ContextEntry[];
  changed: string[];
  renewed: boolean;
  ignored: MergeIgnored[];
}

/** Keys merge, entries are replaced; trust, time and bounds are those of traits, for it is the same rule (safety W1). */
export function mergeContext(stored: readonly ContextEntry[], write: ContextWrite, rules: MergeRules): MergedContext {
  const pointers = (cleared: boolean) =>
    Object.fromEntries(
      stored.flatMap(({ key, entry }, at) => ((entry === null) === cleared ? [[key, at] as const] : [])),
    );
  const { entries, ...origin } = write;
  const { values, provenance, changed, renewed, ignored } = mergeTraits(
    {
      values: Object.fromEntries(standing(stored).map(({ key, entry }) => [key, entry])),
      provenance: { marks: stored.map(({ mark }) => mark), keys: pointers(false), gone: pointers(true) },
    },
    [{ ...origin, values: entries }],
    rules,
  );
  const kept = Object.entries(values).map(([key, entry]) => ({ key, entry, mark: markOf(provenance, key)! }));
  const gone = Object.entries(provenance.gone).map(([key, at]) => ({ key, entry: null, mark: provenance.marks[at]! }));
  return { entries: [...kept, ...gone], changed, renewed, ignored };
}

/** The entries that are there, without the markers of cleared keys. */
export function standing(entries: readonly ContextEntry[]): ContextEntry[] {
  return entries.filter(({ entry }) => entry !== null);
}
