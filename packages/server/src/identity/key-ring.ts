import { createSecretKey } from 'node:crypto';
import { shortMemory } from '../db/short-memory.ts';
import type { Deps } from '../deps.ts';
import { listSecrets } from './identity-secret-store.ts';
import type { IdentityKey } from './verify-identity-token.ts';

type Ring = (IdentityKey & { endsAt: number })[];

/** An ended secret dies in every process within two seconds. */
const rings = shortMemory<Ring>(2_000);

/** The identity secrets of a workspace that count now, as keys ready to verify with. Remembered for two seconds. */
export async function readKeyRing(
  deps: Pick<Deps, 'db' | 'secrets' | 'now'>,
  workspaceId: string,
): Promise<IdentityKey[]> {
  const now = deps.now();
  const ring = await rings.recall(deps.db, workspaceId, now, () => load(deps, workspaceId));
  return ring.filter((key) => key.endsAt > now.getTime());
}

/** Drops what this process remembers of rings, so that its own change is seen by its very next call. */
export function forgetKeyRings(deps: Pick<Deps, 'db'>): void {
  rings.forget(deps.db);
}

async function load(deps: Pick<Deps, 'db' | 'secrets'>, workspaceId: string): Promise<Ring> {
  const secrets = await listSecrets(deps.db.sql, workspaceId);
  return secrets.map((stored) => ({
    id: stored.id,
    secret: createSecretKey(
      Buffer.from(deps.secrets.open(stored.sealed, { workspaceId, table: 'identity_secrets', row: stored.id })),
    ),
    endsAt: stored.endsAt ? Date.parse(stored.endsAt) : Number.POSITIVE_INFINITY,
  }));
}
