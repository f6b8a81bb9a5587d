import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { sourceOfCall } from './identify-log.ts';
import { BULK_SCOPES, type IdentityCode, identityCode, type TokenFault, type TokenPayload } from './identity-token.ts';
import { readKeyRing } from './key-ring.ts';
import { logRefusal } from './log-refusal.ts';
import { noteSecretUse } from './note-key-use.ts';
import { type UserToken, userTokenOf } from './user-token.ts';
import { verifyIdentityToken } from './verify-identity-token.ts';

/** What one call proved of its user. It comes from this call alone, never from a session (safety R1). */
export interface Proof {
  trust: CallTrust;
  /** Whom the call names or its token speaks for; null for nobody. */
  externalId: string | null;
  /** All claims of a valid token, in the order sent. */
  claims: Record<string, unknown> | null;
  method: 'token' | 'server_key' | null;
  keyId: string | null;
  /** The valid token of the call, whoever brought it; the contact may have been signed out since (safety K2). */
  token: UserToken | null;
  /** When the token ends; null without token or without `exp`. */
  expiresAt: Date | null;
  /** Set where a bad token did not stop the call: the code the outside may know. */
  tokenError: IdentityCode | null;
  /** What `report` counts: why `enforce` would have refused this call. */
  wouldRefuse: TokenFault | null;
}

export interface UserToProve {
  workspace: Workspace;
  key: CallerKey;
  userId: string | number | null | undefined;
  userToken: string | null | undefined;
  requestId: string;
  sdk: string | null;
  receivedAt: Date;
  clientIp?: string;
  /** The call writes nothing for an anonymous caller, so "identified only" does not refuse it. */
  harmlessWhenAnonymous?: boolean;
}

/** An end beyond this is one that never comes, and no calendar of ours could write it. */
const LAST_EXPIRY = Date.UTC(9_000, 0);

const MESSAGES: Record<IdentityCode, string> = {
  identity_required: 'This workspace asks for a signed user token; send `user_token`.',
  identity_expired: 'The user token has expired; send a fresh one.',
  identity_invalid: 'The user token is not valid.',
  identity_mismatch: 'The user token belongs to another user.',
  identity_scope: 'This token is not meant for this call.',
};

/**
 * Whom a call may speak for, by the rules of the workspace's mode. Throws `invalid_user_id`, `identified_only` and,
 * in `enforce`, the 403 refusals; every refusal, and in `report` every would-be refusal, leaves a line in the log.
 */
export async function proveUser(
  deps: Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'live'>,
  call: UserToProve,
): Promise<Proof> {
  const named = readName(call.userId);
  const token = call.userToken || null;
  const read = token
    ? readToken(call.workspace, await readKeyRing(deps, call.workspace.id), token, named, deps.now())
    : null;
  if (read) noteSecretUse(deps, call.workspace.id, read.ok ? read.payload.keyId : read.keyId, read.ok);
  if (read?.ok) {
    return {
      trust: 'verified',
      externalId: read.externalId,
      claims: read.payload.claims,
      method: call.key.kind === 'server' ? 'server_key' : 'token',
      keyId: call.key.kind === 'server' ? call.key.id : read.payload.keyId,
      token: read.token,
      expiresAt: read.token.endsAt,
      tokenError: null,
      wouldRefuse: null,
    };
  }
  const tokenError = read ? identityCode(read.fault) : null;
  if (call.key.kind === 'server') {
    const trust = named === null ? 'anonymous' : 'verified';
    return unproved({
      trust,
      externalId: named,
      method: named === null ? null : 'server_key',
      keyId: call.key.id,
      tokenError,
    });
  }
  const fault: TokenFault | null = read ? read.fault : named === null ? null : 'no_token';
  if (fault && call.workspace.identityMode !== 'off') {
    const enforced = call.workspace.identityMode === 'enforce';
    logRefusal(
      deps,
      {
        workspaceId: call.workspace.id,
        at: call.receivedAt,
        contactId: null,
        externalId: named,
        source: sourceOfCall({ byServerKey: false, sdk: call.sdk }),
        level: named === null ? 'anonymous' : 'claimed',
        result: enforced ? 'refused' : 'would_refuse',
        reason: fault,
        sdk: call.sdk,
        keyId: (read && !read.ok && read.keyId) || null,
        requestId: call.requestId,
      },
      call.clientIp ?? 'unknown',
    );
    if (enforced) throw new Refusal(identityCode(fault), MESSAGES[identityCode(fault)]);
  }
  if (named === null && call.workspace.whoMayWrite === 'identified' && !call.harmlessWhenAnonymous) {
    throw new Refusal('identified_only', 'This workspace takes messages from signed-in people only.');
  }
  return unproved({
    trust: named === null ? 'anonymous' : 'claimed',
    externalId: named,
    method: null,
    keyId: null,
    tokenError,
    wouldRefuse: fault,
  });
}

/** Is `"anonymous"` or nothing: the caller names nobody (identity I7). Refuses ids that are bugs. */
function readName(userId: unknown): string | null {
  if (userId === null || userId === undefined || userId === 'anonymous') return null;
  const read = readUserId(userId);
  if (!read.ok) throw new Refusal('invalid_user_id', `user_id: ${read.why}.`);
  return read.id;
}

type ReadToken =
  | { ok: true; externalId: string; payload: TokenPayload; token: UserToken }
  | { ok: false; fault: TokenFault; keyId: string | null };

function readToken(
  workspace: Workspace,
  ring: Parameters<typeof verifyIdentityToken>[0],
  token: string,
  named: string | null,
  now: Date,
): ReadToken {
  const verdict = verifyIdentityToken(ring, token, now);
  if (!verdict.ok) return verdict;
  const { payload } = verdict;
  const refuse = (fault: TokenFault): ReadToken => ({ ok: false, fault, keyId: payload.keyId });
  if ((BULK_SCOPES as readonly unknown[]).includes(payload.claims.scope)) return refuse('bulk_scope');
  if (workspace.maxTokenAgeHours !== null) {
    if (payload.iat === null) return refuse('age_unknown');
    if (now.getTime() / 1000 > payload.iat + workspace.maxTokenAgeHours * 3600) return refuse('too_old');
  }
  const claimed = payload.claims.user_id ?? payload.claims.sub;
  if (claimed === undefined || claimed === null) return refuse('no_user_id');
  const read = readUserId(claimed);
  if (!read.ok || read.id === 'anonymous') return refuse('bad_user_id');
  if (named !== null && named !== read.id) return refuse('other_user');
  const endsAt = payload.exp === null ? null : new Date(Math.min(payload.exp * 1000, LAST_EXPIRY));
  return { ok: true, externalId: read.id, payload, token: userTokenOf(token, payload.iat, endsAt) };
}

function unproved(
  part: Pick<Proof, 'trust' | 'externalId' | 'method' | 'keyId' | 'tokenError'> & Partial<Proof>,
): Proof {
  return { claims: null, token: null, expiresAt: null, wouldRefuse: null, ...part };
}
