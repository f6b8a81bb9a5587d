/** Rooms of the server by floor, from the ground up; a room imports its own floor or a lower one. */
const FLOORS = [
  ['jobs', 'live', 'db', 'bundles'],
  ['workspaces', 'identity', 'filters'],
  ['contacts', 'consents', 'segments', 'events'],
  ['actions', 'agents', 'knowledge', 'conversations', 'tickets', 'in-app-messages'],
  ['engine', 'automations', 'channels', 'privacy'],
];

/** Pages of the house that belong to no room: who puts it together, and the words that all rooms share. */
const TOP = new Set([
  'main.ts',
  'start-server.ts',
  'announce.ts',
  'open-deps.ts',
  'subscriptions.ts',
  'upkeep.ts',
  'cli',
]);

/** Where a source file stands. */
export interface Place {
  package: 'wire' | 'widget' | 'dashboard' | 'server' | 'outside';
  /** In the server: the room's folder, `http`, `testing`, `cli`, or the file's own name when it stands above the rooms. */
  room: string | null;
  /** Height of a room; null for what is no room. */
  floor: number | null;
  /** Puts the rooms together, so it may import them all, and nothing below may import it. */
  isTop: boolean;
  isTest: boolean;
  isStore: boolean;
}

export function placeOf(path: string): Place {
  const [, name, inside] = /^packages\/(wire|widget|dashboard|server)\/src\/(.+)$/.exec(path) ?? [];
  const room = name === 'server' && inside ? (inside.split('/')[0] ?? null) : null;
  const floor = FLOORS.findIndex((rooms) => room !== null && rooms.includes(room));
  return {
    package: (name as Place['package'] | undefined) ?? 'outside',
    room,
    floor: floor === -1 ? null : floor,
    isTop: room !== null && TOP.has(room),
    isTest: /\.test\.tsx?$/.test(path) || room === 'testing',
    isStore: path.endsWith('-store.ts'),
  };
}

/** A folder of the server that is neither a known room nor one of the house's own. */
export function isUnknownRoom(path: string): boolean {
  const { package: name, room, floor, isTop } = placeOf(path);
  if (name !== 'server' || room === null || room.endsWith('.ts')) return false;
  return floor === null && !isTop && room !== 'http' && room !== 'testing';
}
