import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@halo/wire/dashboard/teammates.ts';

/** A one-time way in: the owner link of a fresh installation, or an invitation to one workspace. */
export type EntryLink =
  | { id: string; kind: 'owner'; expiresAt: string }
  | { id: string; kind: 'invitation'; expiresAt: string; workspaceId: string; email: string; role: Role };

export const OWNER_LINK_HOURS = 24;
export const INVITATION_DAYS = 7;

/** The secret of a link: 128 random bits. */
export function newLinkToken(): string {
  return randomBytes(16).toString('base64url');
}

export function hashLinkToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The link as people open it. The token stands in the fragment, which reaches no server, proxy or log. */
export function linkAddress(publicUrl: string, kind: EntryLink['kind'], token: string): string {
  return `${publicUrl}/dashboard/welcome#${kind}=${token}`;
}
