import type { AddPublicKeyBody } from '@halo/wire/dashboard/public-keys.ts';
import type { Deps } from '../deps.ts';
import { addPublicKey } from '../identity/add-public-key.ts';
import { fetchKeySet } from '../identity/fetch-key-set.ts';
import { forgetKeyRings } from '../identity/key-ring.ts';
import { KeyFault, type PublicKeyPart, readPem } from '../identity/public-key.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { lockWorkspace } from './workspace-store.ts';

type Wanted = Required<AddPublicKeyBody> & { workspaceId: string; actor: Actor };

/**
 * Registers a pasted public key or a JWKS address, which is read at once. Refuses `invalid_request` for what is no
 * usable key, saying why, and `conflict` beyond the most a workspace may have.
 */
export async function registerPublicKey(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  wanted: Wanted,
): Promise<{ id: string; passedOver: number }> {
  const { workspaceId, actor, name, issuer, audience } = wanted;
  const claims = [...new Set(wanted.claims)];
  const url = wanted.kind === 'jwks' ? wanted.url : null;
  const { keys, passedOver } = await readKeys(deps, wanted);
  const id = await deps.db.transaction(async (tx) => {
    await lockWorkspace(tx.sql, workspaceId);
    const added = await addPublicKey(deps, tx, workspaceId, { name, issuer, audience, claims, url, keys });
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'public_key.added', subject: added },
      detail: { name, issuer, audience, claims, ...(url === null ? thumbprints(keys) : { url }) },
    });
    return added;
  });
  forgetKeyRings(deps);
  return { id, passedOver };
}

async function readKeys(deps: Pick<Deps, 'config'>, wanted: Wanted) {
  const path = wanted.kind === 'pem' ? 'pem' : 'url';
  try {
    const read =
      wanted.kind === 'pem'
        ? { keys: [readPem(wanted.pem, wanted.kid)], passedOver: 0 }
        : await fetchKeySet(deps, wanted.url);
    if (read.keys.length > 0) return read;
    throw new KeyFault('The address lists no key that can be used: RSA of 2048 bits or more, P-256 or Ed25519.');
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    throw new Refusal('invalid_request', error.message, { path });
  }
}

function thumbprints(keys: PublicKeyPart[]) {
  return { thumbprint: keys[0]?.thumbprint };
}
