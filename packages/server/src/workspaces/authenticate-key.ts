import { createHash } from 'node:crypto';
import { shortMemory } from '../db/short-memory.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findByServerKey, findByWidgetKey } from './caller-store.ts';
import { noteServerKeyUse } from './note-server-key-use.ts';
import { type CallerKey, SERVER_KEY_PREFIX, WIDGET_KEY_PREFIX, type Workspace } from './workspace.ts';

export interface KeyHolder {
  workspace: Workspace;
  key: CallerKey;
}

/** A changed mode or an ended key reaches every process within two seconds. */
const holders = shortMemory<KeyHolder | null>(2_000);

/**
 * The workspace a bearer key stands for. Answers from memory for two seconds. Refuses `key_missing` and `key_unknown`.
 */
export async function authenticateKey(
  deps: Pick<Deps, 'db' | 'log' | 'now'>,
  bearer: string | null,
): Promise<KeyHolder> {
  if (!bearer) throw new Refusal('key_missing', 'Send the workspace key as "Authorization: Bearer <key>".');
  const holder =
    bearer.length <= 200 ? await holders.recall(deps.db, bearer, deps.now(), () => lookUp(deps, bearer)) : null;
  if (!holder) throw new Refusal('key_unknown', 'This key is not known, or it was ended.');
  if (holder.key.kind === 'server') noteServerKeyUse(deps, holder.workspace.id, holder.key.id);
  return holder;
}

/** Drops what this process remembers of keys and settings, so that its own change is seen by its very next call. */
export function forgetKeys(deps: Pick<Deps, 'db'>): void {
  holders.forget(deps.db);
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
