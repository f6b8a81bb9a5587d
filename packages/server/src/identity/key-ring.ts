import { createSecretKey } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { listSecrets } from './identity-secret-store.ts';
import type { IdentityKey } from './verify-identity-token.ts';

interface Ring {
  keys: Promise<(IdentityKey & { endsAt: number })[]>;
  until: number;
}

/** How long a process may act on the ring it read: the time in which an ended secret dies everywhere. */
const REMEMBERED_MS = 2_000;
const rings = new WeakMap<object, Map<string, Ring>>();

/** The identity secrets of a workspace that count now, as keys ready to verify with. Remembered for two seconds. */
export async function readKeyRing(deps: Pick<Deps, 'db' | 'secrets' | 'now'>, workspaceId: string): Promise<IdentityKey[]> {
  let known = rings.get(deps.db);
  if (!known) rings.set(deps.db, (known = new Map()));
  const now = deps.now().getTime();
  let ring = known.get(workspaceId);
  if (!ring || ring.until <= now) {
    ring = { keys: load(deps, workspaceId), until: now + REMEMBERED_MS };
    ring.keys.catch(() => known.delete(workspaceId));
    if (known.size >= 10_000) known.clear();
    known.set(workspaceId, ring);
  }
  return (await ring.keys).filter((key) => key.endsAt > now);
}

/** Drops what this process remembers of rings, so that its own change is seen by its very next call. */
export function forgetKeyRings(deps: Pick<Deps, 'db'>): void {
  rings.delete(deps.db);
}

async function load(deps: Pick<Deps, 'db' | 'secrets'>, workspaceId: string) {
  const secrets = await listSecrets(deps.db.sql, workspaceId);
  return secrets.map((stored) => ({
    id: stored.id,
    secret: createSecretKey(
      Buffer.from(deps.secrets.open(stored.sealed, { workspaceId, table: 'identity_secrets', row: stored.id })),
    ),
    endsAt: stored.endsAt ? Date.parse(stored.endsAt) : Number.POSITIVE_INFINITY,
  }));
}
