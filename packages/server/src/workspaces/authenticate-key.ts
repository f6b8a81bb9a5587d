import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findByServerKey, findByWidgetKey } from './caller-store.ts';
import { type CallerKey, SERVER_KEY_PREFIX, WIDGET_KEY_PREFIX, type Workspace } from './workspace.ts';

export interface KeyHolder {
  workspace: Workspace;
  key: CallerKey;
}

interface Remembered {
  holder: Promise<KeyHolder | null>;
  until: number;
}

/** How long a process may act on what it knew of a key: the time in which an ended key dies everywhere. */
const REMEMBERED_MS = 2_000;
const REMEMBERED_KEYS = 10_000;
const remembered = new WeakMap<object, Map<string, Remembered>>();

/**
 * The workspace a bearer key stands for. Answers from memory for two seconds, so a changed mode or an ended key
 * reaches every process within that time. Refuses `key_missing` and `key_unknown`.
 */
export async function authenticateKey(deps: Pick<Deps, 'db' | 'now'>, bearer: string | null): Promise<KeyHolder> {
  if (!bearer) throw new Refusal('key_missing', 'Send the workspace key as "Authorization: Bearer <key>".');
  const holder = bearer.length <= 200 ? await recall(deps, bearer) : null;
  if (!holder) throw new Refusal('key_unknown', 'This key is not known, or it was ended.');
  return holder;
}

/** Drops what this process remembers of keys and settings, so that its own change is seen by its very next call. */
export function forgetKeys(deps: Pick<Deps, 'db'>): void {
  remembered.delete(deps.db);
}

function recall(deps: Pick<Deps, 'db' | 'now'>, bearer: string): Promise<KeyHolder | null> {
  let keys = remembered.get(deps.db);
  if (!keys) remembered.set(deps.db, (keys = new Map()));
  const now = deps.now().getTime();
  const known = keys.get(bearer);
  if (known && known.until > now) return known.holder;
  const holder = lookUp(deps, bearer);
  if (keys.size >= REMEMBERED_KEYS) keys.clear();
  keys.set(bearer, { holder, until: now + REMEMBERED_MS });
  holder.then(
    (found) => found ?? keys.delete(bearer),
    () => keys.delete(bearer),
  );
  return holder;
}

async function lookUp(deps: Pick<Deps, 'db'>, bearer: string): Promise<KeyHolder | null> {
  if (bearer.startsWith(WIDGET_KEY_PREFIX)) {
    const workspace = await findByWidgetKey(deps.db.sql, bearer);
    return workspace && { workspace, key: { kind: 'widget' } };
  }
  if (bearer.startsWith(SERVER_KEY_PREFIX)) {
    return findByServerKey(deps.db.sql, createHash('sha256').update(bearer).digest());
  }
  return null;
}
