/**
 * The one rule by which a write meets what is stored (identity §3, safety W1): used by the server for people,
 * companies and context, and by the widget for its local copy. Pure; it never changes what it is given.
 */

/** 0 claimed, 1 self, 2 verified: how well proven a value is. */
export type Level = 0 | 1 | 2;
export const LEVELS = ['claimed', 'self', 'verified'] as const;

/** When a value was written (ms since 1970), from where, how well proven, and with which key. */
export type Mark = [timeMs: number, source: string, level: Level, keyId: string | null];

/** When a teammate pinned a value (ms since 1970), and their id. */
export type Pin = [timeMs: number, teammateId: string];

/** Who wrote each key. `keys` and `gone` (cleared keys) point into `marks`, which keys written together share. */
export interface Provenance {
  marks: Mark[];
  keys: Record<string, number>;
  gone: Record<string, number>;
  /** Values that a teammate holds against every writer but teammates, until released (identity L3). */
  pins?: Record<string, Pin>;
}

/** The source of what teammates write by hand. */
export const TEAMMATE = 'teammate';

export interface Traits {
  values: Record<string, unknown>;
  provenance: Provenance;
}

export interface TraitWrite {
  /** `null` clears a key, `undefined` leaves it. */
  values: Record<string, unknown>;
  source: string;
  level: Level;
  keyId: string | null;
  /** When the caller says it was true (ms); null for "now, and never older than what is stored". */
  time: number | null;
  /** Fills only keys that are unset. */
  setOnce?: boolean;
}

export interface MergeRules {
  /** `report` and `enforce`: trust comes before time. In `off` all writers are equal. */
  trustFirst: boolean;
  /** When the call was received (ms). */
  now: number;
  maxKeys: number;
  /** Keys that even in `off` a claimed write never takes from a verified one. */
  guarded?: readonly string[];
}

export type MergeIgnored = {
  key: string;
  reason: 'pinned' | 'higher_trust_kept' | 'older_than_stored' | 'too_many_keys';
};

export interface Merged extends Traits {
  /** Keys whose value is another one now. */
  changed: string[];
  /** Some value kept its content and changed its trust. */
  releveled: boolean;
  /** Nothing changed in content, and still there is something to keep: a new trust, or a time that the caller gave. */
  renewed: boolean;
  ignored: MergeIgnored[];
}

const CLEAR_MARKERS_KEPT_MS = 30 * 86_400_000;

export function emptyTraits(): Traits {
  return { values: {}, provenance: { marks: [], keys: {}, gone: {} } };
}

/** Applies writes in order and answers the whole new record with what changed and what was not taken. */
export function mergeTraits(stored: Traits, writes: readonly TraitWrite[], rules: MergeRules): Merged {
  const { pins } = stored.provenance;
  const values = new Map(Object.entries(stored.values));
  const marks = marksOf(stored.provenance, stored.provenance.keys);
  const gone = marksOf(stored.provenance, stored.provenance.gone);
  const changed = new Set<string>();
  let releveled = false;
  let renewed = false;
  const ignored: MergeIgnored[] = [];

  for (const write of writes) {
    for (const [key, value] of Object.entries(write.values)) {
      if (value === undefined) continue;
      const isSet = values.has(key);
      const mark = marks.get(key) ?? gone.get(key);
      const refusal =
        pins && write.source !== TEAMMATE && Object.hasOwn(pins, key)
          ? 'pinned'
          : mark && refusalOf(write, mark, key, rules);
      const isProtected = refusal === 'pinned' || refusal === 'higher_trust_kept';
      if (write.setOnce && (value === null || (isSet && !isProtected))) continue;
      if (refusal) {
        ignored.push({ key, reason: refusal });
        continue;
      }
      const time = Math.max(write.time ?? Math.max(rules.now, mark?.[0] ?? 0), 0);
      const next: Mark = [time, write.source, write.level, write.keyId];
      if (value === null) {
        if (isSet) changed.add(key);
        values.delete(key);
        marks.delete(key);
        // Remembered even if nothing was there: what was set before may still be on its way.
        renewed ||= !isSet && isNews(write, mark);
        gone.set(key, next);
        continue;
      }
      if (isSet && same(values.get(key), value)) {
        if (!mark || write.level >= mark[2]) {
          releveled ||= write.level !== (mark?.[2] ?? 0);
          renewed ||= isNews(write, mark);
          marks.set(key, next);
        }
        continue;
      }
      if (!isSet && values.size >= rules.maxKeys) {
        ignored.push({ key, reason: 'too_many_keys' });
        continue;
      }
      values.set(key, value);
      marks.set(key, next);
      gone.delete(key);
      changed.add(key);
    }
  }
  forgetOldMarkers(gone, rules);
  return {
    values: Object.fromEntries(values),
    provenance: pins ? withPins(toProvenance(marks, gone), pins) : toProvenance(marks, gone),
    // Several writes of one call may have moved a key forth and back.
    changed: [...changed].filter((key) =>
      values.has(key)
        ? !Object.hasOwn(stored.values, key) || !same(stored.values[key], values.get(key))
        : Object.hasOwn(stored.values, key),
    ),
    releveled,
    renewed,
    ignored,
  };
}

/** The provenance with these pins, as far as they hold a value. */
export function withPins(provenance: Provenance, pins: Record<string, Pin>): Provenance {
  const { pins: _, ...rest } = provenance;
  const held = Object.entries(pins).filter(([key]) => Object.hasOwn(rest.keys, key));
  return held.length > 0 ? { ...rest, pins: Object.fromEntries(held) } : rest;
}

function isNews(write: TraitWrite, mark: Mark | undefined): boolean {
  return !mark ? write.time !== null || write.level > 0 : write.time !== null || write.level !== mark[2];
}

/** Markers of cleared keys are bounded as keys are: the least proven go first, then the oldest. */
function forgetOldMarkers(gone: Map<string, Mark>, rules: MergeRules): void {
  for (const [key, mark] of gone) {
    if (mark[0] < rules.now - CLEAR_MARKERS_KEPT_MS) gone.delete(key);
  }
  if (gone.size <= rules.maxKeys) return;
  const leastFirst = [...gone].sort(([, a], [, b]) => a[2] - b[2] || a[0] - b[0]);
  for (const [key] of leastFirst.slice(0, gone.size - rules.maxKeys)) gone.delete(key);
}

function refusalOf(write: TraitWrite, mark: Mark, key: string, rules: MergeRules): MergeIgnored['reason'] | null {
  if (rules.trustFirst) {
    if (write.level < mark[2]) return 'higher_trust_kept';
    if (write.level > mark[2]) return null;
  } else if (write.level === 0 && mark[2] === 2 && rules.guarded?.includes(key)) {
    return 'higher_trust_kept';
  }
  return write.time !== null && write.time < mark[0] ? 'older_than_stored' : null;
}

/** The mark of a key that is set, or null. */
export function markOf(provenance: Provenance, key: string): Mark | null {
  return Object.hasOwn(provenance.keys, key) ? (provenance.marks[provenance.keys[key]!] ?? null) : null;
}

/** JSON values are the same when they read the same, order of keys included: the prompt prints them as sent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

function marksOf(provenance: Provenance, pointers: Record<string, number>): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const [key, pointer] of Object.entries(pointers)) {
    const mark = provenance.marks[pointer];
    if (mark) marks.set(key, mark);
  }
  return marks;
}

function toProvenance(keys: Map<string, Mark>, gone: Map<string, Mark>): Provenance {
  const marks: Mark[] = [];
  const places = new Map<string, number>();
  const place = (mark: Mark): number => {
    const name = mark.join('\n');
    let at = places.get(name);
    if (at === undefined) {
      at = marks.push(mark) - 1;
      places.set(name, at);
    }
    return at;
  };
  return {
    keys: Object.fromEntries([...keys].map(([key, mark]) => [key, place(mark)])),
    gone: Object.fromEntries([...gone].map(([key, mark]) => [key, place(mark)])),
    marks,
  };
}
