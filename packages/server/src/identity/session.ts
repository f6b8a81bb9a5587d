import { createHash, createHmac, randomBytes } from 'node:crypto';
import { LIMITS } from '@halo/wire/limits.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';

/** What a session's own calls have sent: always usable for that session, whatever is stored (identity C5, safety R3). */
export interface Said {
  traits?: Record<string, unknown>;
  context?: Record<string, unknown>;
  companyExternalId?: string;
  companyTraits?: Record<string, unknown>;
  companyContext?: Record<string, unknown>;
  /** What a visitor said of themselves was given to the person they turned out to be; it is given once (identity I9). */
  filled?: true;
}

/** A browser's thread with Halo. The id the browser holds is stored hashed; `id` is ours. Times are ISO text. */
export interface Session {
  workspaceId: string;
  id: string;
  tokenHash: Buffer;
  priorTokenHash: Buffer | null;
  priorUntil: string | null;
  readable: boolean;
  contactId: string | null;
  /** The merged contact whose token opens this session, and not that of `contactId` (safety R5). */
  heldBy: string | null;
  /** An id that was claimed and is not known to Halo yet. */
  claimedExternalId: string | null;
  trust: CallTrust;
  method: string | null;
  keyId: string | null;
  /** What it ran on when it was bound, in our words; null for what is no browser we know. */
  device: string | null;
  boundAt: string | null;
  expiresAt: string | null;
  endedAt: string | null;
  companyId: string | null;
  /** The lead this session gave a name or e-mail for while it was a visitor's. */
  leadId: string | null;
  claims: Record<string, unknown> | null;
  said: Said;
  createdAt: string;
  lastSeen: string;
}

/** Whom a call speaks for, as far as a session cares. */
export interface SessionCaller {
  trust: CallTrust;
  /** null for nobody, and for an id that Halo does not know. */
  contactId: string | null;
  externalId: string | null;
  /** The merged contact that a token for `externalId` proves instead. */
  heldBy: string | null;
}

/** How a call may use the session it came with. */
export type SessionUse = 'continue' | 'bind' | 'raise' | 'leave';

/**
 * What becomes of a session when a call comes with it (identity S3, safety R1). `leave` means that the call goes on in
 * a new session: this one has ended, belongs to somebody else, or was proven by a token that the call does not bring.
 */
export function useOfSession(session: Session, caller: SessionCaller): SessionUse {
  if (session.endedAt !== null) return 'leave';
  if (session.contactId === null && session.claimedExternalId === null) {
    return caller.trust === 'anonymous' ? 'continue' : 'bind';
  }
  if (caller.trust === 'anonymous') return 'leave';
  const samePerson =
    session.contactId !== null
      ? session.contactId === caller.contactId && session.heldBy === caller.heldBy
      : session.claimedExternalId === caller.externalId;
  if (!samePerson) return 'leave';
  if (session.contactId === null && caller.contactId !== null) return 'bind';
  if (session.trust === 'verified' && session.method === 'token' && caller.trust !== 'verified') return 'leave';
  return session.trust !== 'verified' && caller.trust === 'verified' ? 'raise' : 'continue';
}

/** A fresh id for a browser to hold: 128 random bits. */
export function newSessionId(): string {
  return `sess_${randomBytes(16).toString('base64url')}`;
}

/**
 * The id under which the session in row `rowId` goes on when the call that came with `sessionId` asks for another (safety
 * R1). A repeat of that call, or another tab's, leads to the same one; without the key nobody can tell it from the old id.
 */
export function successorOf(key: Buffer, rowId: string, sessionId: string): string {
  const mac = createHmac('sha256', key).update(`${rowId} ${sessionId}`).digest();
  return `sess_${mac.subarray(0, 16).toString('base64url')}`;
}

export function hashSessionId(sessionId: string): Buffer {
  return createHash('sha256').update(sessionId).digest();
}

/** Ids too short to be secret work and link for the team, but open no history and no stream (safety R1). */
export function isReadable(sessionId: string): boolean {
  return sessionId.length >= LIMITS.sessionIdReadable;
}
