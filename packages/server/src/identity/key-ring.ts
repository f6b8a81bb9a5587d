import { createSecretKey } from 'node:crypto';
import { shortMemory } from '../db/short-memory.ts';
import type { Deps } from '../deps.ts';
import { listSecrets } from './identity-secret-store.ts';
import { type PublicKey, toPublicKey } from './public-key.ts';
import { listLiveStored, type StoredPublicKey } from './public-key-store.ts';
import type { IdentityKey } from './verify-identity-token.ts';

type RingDeps = Pick<Deps, 'db' | 'secrets' | 'now'>;

interface Ring {
  secrets: (IdentityKey & { endsAt: number })[];
  publicKeys: (PublicKey & { staleAt: number })[];
  /** The addresses that public keys are read from, and when they were read last. */
  addresses: { id: string; fetchedAt: number }[];
}

/** An ended key dies in every process within two seconds. */
const rings = shortMemory<Ring>(2_000);

/** Keys from an address that could not be read for so long count no more: nobody knows whether they are still good. */
const STALE_MS = 24 * 3_600_000;

/** The identity secrets of a workspace that count now, as keys ready to verify with. Remembered for two seconds. */
export async function readKeyRing(deps: RingDeps, workspaceId: string): Promise<IdentityKey[]> {
  const now = deps.now().getTime();
  return (await recall(deps, workspaceId)).secrets.filter((key) => key.endsAt > now);
}

/** All that may prove a user now: identity secrets and public keys; and the addresses some of the latter come from. */
export async function readProvingKeys(
  deps: RingDeps,
  workspaceId: string,
): Promise<{ keys: (IdentityKey | PublicKey)[]; addresses: Ring['addresses'] }> {
  const now = deps.now().getTime();
  const { secrets, publicKeys, addresses } = await recall(deps, workspaceId);
  const live: (IdentityKey | PublicKey)[] = secrets.filter((key) => key.endsAt > now);
  if (publicKeys.length > 0) live.push(...publicKeys.filter((key) => key.staleAt > now));
  return { keys: live, addresses };
}

/** Secrets that have ended, for telling a developer that a token was signed with one. */
export async function readEndedSecrets(
  deps: RingDeps,
  workspaceId: string,
): Promise<(IdentityKey & { endsAt: number })[]> {
  const now = deps.now().getTime();
  return (await recall(deps, workspaceId)).secrets.filter((key) => key.endsAt <= now);
}

/** Drops what this process remembers of rings, so that its own change is seen by its very next call. */
export function forgetKeyRings(deps: Pick<Deps, 'db'>): void {
  rings.forget(deps.db);
}

function recall(deps: RingDeps, workspaceId: string): Promise<Ring> {
  return rings.recall(deps.db, workspaceId, deps.now(), () => load(deps, workspaceId));
}

async function load(deps: Pick<Deps, 'db' | 'secrets'>, workspaceId: string): Promise<Ring> {
  const [secrets, stored] = await Promise.all([
    listSecrets(deps.db.sql, workspaceId),
    listLiveStored(deps.db.sql, workspaceId),
  ]);
  return {
    secrets: secrets.map(({ id, sealed, endsAt }) => ({
      id,
      secret: createSecretKey(
        Buffer.from(deps.secrets.open(sealed, { workspaceId, table: 'identity_secrets', row: id })),
      ),
      endsAt: endsAt ? Date.parse(endsAt) : Number.POSITIVE_INFINITY,
    })),
    publicKeys: stored.flatMap((row) => {
      const staleAt = row.kind === 'jwks' ? fetched(row) + STALE_MS : Number.POSITIVE_INFINITY;
      return row.keys.map((part) => ({ ...toPublicKey(part, { workspaceId, id: row.id, rules: row }), staleAt }));
    }),
    addresses: stored.filter(({ kind }) => kind === 'jwks').map((row) => ({ id: row.id, fetchedAt: fetched(row) })),
  };
}

function fetched({ fetchedAt }: StoredPublicKey): number {
  return fetchedAt ? Date.parse(fetchedAt) : 0;
}
