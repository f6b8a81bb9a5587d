import { type Mark, markOf, type Pin, same, type Traits, withPins } from '@halo/wire/merge-traits.ts';
import type { JoinReason } from '@halo/wire/sdk/merge.ts';

/** One key of a record, trait or context alike, with who wrote it. An `entry` of null was cleared on purpose. */
export interface Entry {
  key: string;
  entry: unknown;
  mark: Mark | null;
  pin?: Pin | undefined;
}

/** One key of two records that become one: what each holds, undefined for nothing, and which of them stays. */
export interface JoinedKey {
  key: string;
  survivor: unknown;
  loser: unknown;
  wins: 'survivor' | 'loser';
  reason: JoinReason;
}

export interface Room {
  keys: number;
  bytes: number;
}

/** The survivor keeps what it has, an empty text or a cleared key included; its gaps are filled, trust and source with them. */
export function fillGaps(
  survivor: readonly Entry[],
  loser: readonly Entry[],
  room: Room,
): { entries: Entry[]; keys: JoinedKey[] } {
  const entries = [...survivor];
  const known = new Map(survivor.map((entry) => [entry.key, entry]));
  const offered = new Map(standing(loser).map((entry) => [entry.key, entry]));
  const left = { keys: room.keys - standing(survivor).length, bytes: room.bytes - bytesOf(standing(survivor)) };
  const keys: JoinedKey[] = standing(survivor)
    .filter(({ key }) => !offered.has(key))
    .map(({ key, entry }) => ({
      ...{ key, survivor: entry, loser: undefined },
      ...{ wins: 'survivor', reason: 'only_survivor_has_it' },
    }));
  for (const given of offered.values()) {
    const own = known.get(given.key);
    const cost = bytesOf([given]);
    const reason = own ? reasonToKeep(own, given) : left.keys < 1 || left.bytes < cost ? 'no_room' : 'gap_filled';
    if (reason === 'gap_filled') {
      entries.push(given);
      left.keys -= 1;
      left.bytes -= cost;
    }
    keys.push({
      ...{ key: given.key, survivor: own?.entry ?? undefined, loser: given.entry },
      ...{ wins: reason === 'gap_filled' ? 'loser' : 'survivor', reason },
    });
  }
  return { entries, keys };
}

function reasonToKeep(own: Entry, given: Entry): JoinReason {
  if (own.entry === null) return 'survivor_cleared_it';
  return same(own.entry, given.entry) ? 'same' : 'survivor_has_it';
}

/** Takes back what turned `before` into `after`, key by key, as far as nobody has written the key since. */
export function takeBack(before: readonly Entry[], after: readonly Entry[], now: readonly Entry[]): Entry[] {
  const byKey = (list: readonly Entry[]) => new Map(list.map((entry) => [entry.key, entry]));
  const [was, became, present] = [byKey(before), byKey(after), byKey(now)];
  const result = byKey(now);
  for (const key of new Set([...was.keys(), ...became.keys()])) {
    const [old, made] = [was.get(key), became.get(key)];
    if (equal(old, made) || !equal(made, present.get(key))) continue;
    if (old) result.set(key, old);
    else result.delete(key);
  }
  return [...result.values()];
}

function equal(a: Entry | undefined, b: Entry | undefined): boolean {
  return a === undefined || b === undefined
    ? a === b
    : [a.entry, a.mark, a.pin].every((part, at) => same(part, [b.entry, b.mark, b.pin][at]));
}

export function entriesOfTraits({ values, provenance }: Traits): Entry[] {
  const { pins } = provenance;
  const set = Object.entries(values).map(([key, entry]) => ({
    ...{ key, entry, mark: markOf(provenance, key) },
    pin: pins && Object.hasOwn(pins, key) ? pins[key] : undefined,
  }));
  const gone = Object.entries(provenance.gone).map(([key, at]) => ({
    ...{ key, entry: null, mark: provenance.marks[at] ?? null },
  }));
  return [...set, ...gone];
}

export function traitsOfEntries(entries: readonly Entry[]): Traits {
  const marks: Mark[] = [];
  const places = new Map<string, number>();
  const place = (mark: Mark): number => {
    const name = JSON.stringify(mark);
    const known = places.get(name) ?? marks.push(mark) - 1;
    places.set(name, known);
    return known;
  };
  const pointers = (list: readonly Entry[]) =>
    Object.fromEntries(list.flatMap(({ key, mark }) => (mark ? [[key, place(mark)] as const] : [])));
  const set = standing(entries);
  const pins = Object.fromEntries(set.flatMap(({ key, pin }) => (pin ? [[key, pin] as const] : [])));
  const provenance = { marks, keys: pointers(set), gone: pointers(entries.filter(({ entry }) => entry === null)) };
  return {
    values: Object.fromEntries(set.map(({ key, entry }) => [key, entry])),
    provenance: withPins(provenance, pins),
  };
}

function standing(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ entry }) => entry !== null);
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { key, entry }) => sum + Buffer.byteLength(JSON.stringify([key, entry])), 0);
}
