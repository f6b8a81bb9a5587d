import { lateSums } from '../db/late-sums.ts';
import type { Deps } from '../deps.ts';
import { addSecretUses, type SecretUse } from './identity-secret-store.ts';

const uses = lateSums<SecretUse>({
  everyMs: 5_000,
  mostKeys: 10_000,
  join: (known, more) => ({
    ...known,
    accepted: known.accepted + more.accepted,
    refused: known.refused + more.refused,
    at: more.at ?? known.at,
  }),
  write: (db, sums) => db.transaction((tx) => addSecretUses(tx.sql, sums)),
});

/** Counts a token that named an identity secret, or was signed with it. Tokens that were taken are its uses. */
export function noteSecretUse(
  deps: Pick<Deps, 'db' | 'log' | 'now'>,
  workspaceId: string,
  keyId: string | null,
  accepted: boolean,
): void {
  if (keyId === null) return;
  const at = accepted ? deps.now() : null;
  uses.add(deps, `${workspaceId} ${keyId}`, {
    workspaceId,
    keyId,
    accepted: Number(accepted),
    refused: Number(!accepted),
    at,
  });
}

/** Writes the uses that are counted in memory; for a clean stop. */
export function flushSecretUses(deps: Pick<Deps, 'db' | 'log'>): Promise<void> {
  return uses.flush(deps);
}
