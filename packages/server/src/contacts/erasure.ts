import { createHmac } from 'node:crypto';
import type { Sealer } from '../identity/seal.ts';
import { emailKey } from './contact.ts';

/** A name that an erased person went by, as it is remembered: an HMAC that tells nothing without the master key. */
export interface ErasedName {
  workspaceId: string;
  kind: 'user_id' | 'email';
  hash: Buffer;
}

/** What is left of somebody who was erased. */
export interface Tombstone {
  erasedAt: string;
  /** Since lifted: the quiet ways in may make the person anew. Tokens from before the erasure stay dead. */
  lifted: boolean;
}

/** Names people for the tombstones; one per transaction, for deriving its key costs more than a name. */
export function eraser(secrets: Pick<Sealer, 'derive'>) {
  const key = secrets.derive('erased names');
  const named = (workspaceId: string, kind: ErasedName['kind'], name: string): ErasedName => ({
    workspaceId,
    kind,
    hash: createHmac('sha256', key)
      .update(JSON.stringify([workspaceId, kind, name]))
      .digest(),
  });
  return {
    ofUserId: (workspaceId: string, externalId: string) => named(workspaceId, 'user_id', externalId),
    /** Null for what is no e-mail: it is never looked up. */
    ofEmail(workspaceId: string, email: unknown): ErasedName | null {
      const address = emailKey(email);
      return address === null ? null : named(workspaceId, 'email', address);
    },
  };
}
