import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { sourceOfCall } from './identify-log.ts';
import { type IdentityCode, identityCode, type TokenFault } from './identity-token.ts';
import { logRefusal } from './log-refusal.ts';
import { noteKeyUse } from './note-key-use.ts';
import { readUserToken } from './read-user-token.ts';
import type { UserToken } from './user-token.ts';

/** What one call proved of its user. It comes from this call alone, never from a session (safety R1). */
export interface Proof {
  trust: CallTrust;
  /** Whom the call names or its token speaks for; null for nobody. */
  externalId: string | null;
  /** The claims of a valid token that its key may bring, in the order sent. */
  claims: Record<string, unknown> | null;
  /** Names of claims that its key may not bring. */
  droppedClaims: string[];
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
  deps: Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'live' | 'config'>,
  call: UserToProve,
): Promise<Proof> {
  const named = readName(call.userId);
  const token = call.userToken || null;
  const read = token ? await readUserToken(deps, call.workspace, token, named) : null;
  if (read) noteKeyUse(deps, call.workspace.id, read.ok ? read.payload.keyId : read.keyId, read.ok);
  if (read?.ok) {
    return {
      trust: 'verified',
      externalId: read.externalId,
      claims: read.claims,
      droppedClaims: read.dropped,
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
        tokenUser: (read && !read.ok && read.tokenUser) || null,
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

function unproved(
  part: Pick<Proof, 'trust' | 'externalId' | 'method' | 'keyId' | 'tokenError'> & Partial<Proof>,
): Proof {
  return { claims: null, droppedClaims: [], token: null, expiresAt: null, wouldRefuse: null, ...part };
}
