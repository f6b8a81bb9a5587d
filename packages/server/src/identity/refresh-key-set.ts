import type { Database } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { forgetKeyRings } from './key-ring.ts';
import { KeyFault } from './public-key.ts';
import { claimFetch, saveFetch } from './public-key-store.ts';

/** However many unknown keys are named, an address is asked at most once in this time, by all processes together. */
const EVERY_MS = 60_000;
const MOST_TURNS = 10_000;

type RefreshDeps = Pick<Deps, 'db' | 'config' | 'now' | 'log'>;
interface Turn {
  at: number;
  done: Promise<void>;
}

const turns = new WeakMap<Database, Map<string, Turn>>();

/**
 * Reads a JWKS anew, unless that was done within the last minute. Calls that need it meanwhile share the one reading;
 * false when it was not this call's turn. What cannot be read leaves the known keys as they are. Never throws for that.
 */
export async function refreshKeySet(deps: RefreshDeps, workspaceId: string, id: string): Promise<boolean> {
  const known = turns.get(deps.db) ?? new Map<string, Turn>();
  turns.set(deps.db, known);
  const name = `${workspaceId} ${id}`;
  const now = deps.now().getTime();
  const last = known.get(name);
  if (last && now - last.at < EVERY_MS) {
    const under = await isUnderWay(last.done);
    await last.done;
    return under;
  }
  if (known.size >= MOST_TURNS) known.clear();
  const done = refresh(deps, workspaceId, id);
  known.set(name, { at: now, done });
  await done;
  return true;
}

async function refresh(deps: RefreshDeps, workspaceId: string, id: string): Promise<void> {
  const now = deps.now();
  try {
    const turn = await claimFetch(deps.db.sql, workspaceId, id, now, new Date(now.getTime() - EVERY_MS));
    if (turn) await saveFetch(deps.db.sql, workspaceId, id, { ...(await read(deps, turn.url)), now });
  } catch (error) {
    deps.log.warn({ err: error, keyId: id }, 'a JWKS could not be refreshed');
  }
  // Even without a turn: another process may have read it in the last minute.
  forgetKeyRings(deps);
}

async function read(deps: RefreshDeps, url: string) {
  try {
    const { keys } = await fetchKeySet(deps, url);
    return { keys, fault: keys.length === 0 ? 'The address lists no key that can be used.' : null };
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    return { keys: null, fault: error.message };
  }
}

async function isUnderWay(done: Promise<void>): Promise<boolean> {
  const open = Symbol('under way');
  return (await Promise.race([done, Promise.resolve(open)])) === open;
}
