import { lateSums } from '../db/late-sums.ts';
import type { Deps } from '../deps.ts';
import { type ServerKeyUse, touchServerKeys } from './key-store.ts';

const uses = lateSums<ServerKeyUse>({
  everyMs: 5_000,
  mostKeys: 10_000,
  join: (_, more) => more,
  write: (db, sums) => db.transaction((tx) => touchServerKeys(tx.sql, sums)),
});

/** Remembers that a server key was used just now. */
export function noteServerKeyUse(deps: Pick<Deps, 'db' | 'log' | 'now'>, workspaceId: string, keyId: string): void {
  uses.add(deps, `${workspaceId} ${keyId}`, { workspaceId, keyId, at: deps.now() });
}

/** Writes the uses that are remembered in memory; for a clean stop. */
export function flushServerKeyUses(deps: Pick<Deps, 'db' | 'log'>): Promise<void> {
  return uses.flush(deps);
}
