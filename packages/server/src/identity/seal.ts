import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Where a sealed value lives. It opens only there: a value copied to another row, table or workspace stays shut. */
export interface SealedPlace {
  workspaceId: string;
  table: string;
  row: string;
}

/** Seals secrets at rest with AES-256-GCM under the master key. */
export interface Sealer {
  seal(plain: string, place: SealedPlace): Buffer;
  /** Throws when the value was sealed under another master key or for another place. */
  open(sealed: Buffer, place: SealedPlace): string;
  /** A key of 32 bytes for one purpose, the same at every start, that tells nothing of the master key or of others. */
  derive(purpose: string): Buffer;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param masterKey 32 bytes. */
export function createSealer(masterKey: Buffer): Sealer {
  if (masterKey.length !== 32) throw new Error('the master key must have 32 bytes');
  return {
    seal(plain, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(bound(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      if (sealed[0] !== VERSION) throw new Error('this value was sealed by a version of Halo that is not known here');
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce).setAAD(bound(place)).setAuthTag(tag);
      return decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    derive: (purpose) => Buffer.from(hkdfSync('sha256', masterKey, '', `halo ${purpose}`, 32)),
  };
}

function bound(place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([place.workspaceId, place.table, place.row]));
}
