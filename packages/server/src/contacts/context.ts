import type { Level, Mark } from '@halo/wire/merge-traits.ts';
import { same } from '@halo/wire/merge-traits.ts';

/** What is going on around a person or company: one entry a key, in the order in which keys were first set. */
export interface ContextEntry {
  key: string;
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
  entries: ContextEntry[];
  changed: string[];
  ignored: { key: string; reason: 'higher_trust_kept' | 'older_than_stored' }[];
}

/** Keys merge, entries are replaced; trust and time decide as they do for traits (safety W1). */
export function mergeContext(
  stored: readonly ContextEntry[],
  write: ContextWrite,
  rules: { trustFirst: boolean; now: number },
): MergedContext {
  const entries = new Map(stored.map((entry) => [entry.key, entry]));
  const changed: string[] = [];
  const ignored: MergedContext['ignored'] = [];
  for (const [key, entry] of Object.entries(write.entries)) {
    if (entry === undefined) continue;
    const known = entries.get(key);
    if (known && rules.trustFirst && write.level < known.mark[2]) {
      ignored.push({ key, reason: 'higher_trust_kept' });
      continue;
    }
    const levelDecides = known && rules.trustFirst && write.level > known.mark[2];
    if (known && !levelDecides && write.time !== null && write.time < known.mark[0]) {
      ignored.push({ key, reason: 'older_than_stored' });
      continue;
    }
    if (entry === null) {
      if (entries.delete(key)) changed.push(key);
      continue;
    }
    if (!known || !same(known.entry, entry)) changed.push(key);
    const time = write.time ?? Math.max(rules.now, known?.mark[0] ?? 0);
    entries.set(key, { key, entry, mark: [time, write.source, write.level, write.keyId] });
  }
  return { entries: [...entries.values()], changed, ignored };
}
