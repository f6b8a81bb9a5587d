import type { Tx } from '../db/database.ts';
import { endSecret, endSecretsExcept } from './identity-secret-store.ts';

/** Sets an end for every live secret but one, never later than the end it already has. */
export async function endOtherSecrets(tx: Tx, workspaceId: string, exceptId: string, endsAt: Date): Promise<void> {
  await endSecretsExcept(tx.sql, workspaceId, exceptId, endsAt);
}

/** Ends a secret at once. False when it is not there or has ended before. */
export async function endSecretNow(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
  return endSecret(tx.sql, workspaceId, id, now, now);
}
