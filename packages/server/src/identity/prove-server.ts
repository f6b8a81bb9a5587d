import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { type BulkScope, identityCode, type TokenFault, type TokenPayload } from './identity-token.ts';
import { readKeyRing } from './key-ring.ts';
import { logRefusal } from './log-refusal.ts';
import { noteKeyUse } from './note-key-use.ts';
import { verifyIdentityToken } from './verify-identity-token.ts';

/** A bulk token may be good for an hour at most, plus the clock skew. */
const LONGEST_SECONDS = 3_600 + 60;

/**
 * Lets a bulk call in: by a server key, or by a token whose `scope` is exactly the call's and whose `exp` is at most an
 * hour ahead (identity B2, safety K4). A user token never passes here. Answers the key that proved it.
 */
export async function proveServer(
  deps: Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'live'>,
  call: {
    workspace: Workspace;
    key: CallerKey;
    userToken: string | null | undefined;
    scope: BulkScope;
    requestId: string;
    sdk: string | null;
    receivedAt: Date;
    clientIp: string;
  },
): Promise<{ keyId: string }> {
  if (call.key.kind === 'server') return { keyId: call.key.id };
  const read = await bulkTokenFault(deps, call.workspace.id, call.userToken || null, call.scope);
  if (read.keyId !== null) noteKeyUse(deps, call.workspace.id, read.keyId, read.fault === null);
  if (read.fault === null && read.keyId !== null) return { keyId: read.keyId };
  const fault = read.fault ?? 'unknown_key';
  logRefusal(
    deps,
    {
      workspaceId: call.workspace.id,
      at: call.receivedAt,
      contactId: null,
      externalId: null,
      source: 'update',
      level: 'anonymous',
      result: 'refused',
      reason: fault,
      sdk: call.sdk,
      keyId: read.keyId,
      requestId: call.requestId,
    },
    call.clientIp,
  );
  throw new Refusal(
    identityCode(fault),
    `This call needs a server key, or a token signed with scope "${call.scope}" that ends within an hour.`,
  );
}

/**
 * Why a token does not let a bulk call in, null for one that does, and the identity secret it was signed with. Public
 * keys are never asked: whoever holds them speaks for persons only (safety K4).
 */
export async function bulkTokenFault(
  deps: Pick<Deps, 'db' | 'secrets' | 'now'>,
  workspaceId: string,
  token: string | null,
  scope: BulkScope,
): Promise<{ fault: TokenFault | null; keyId: string | null }> {
  if (!token) return { fault: 'no_token', keyId: null };
  const verdict = verifyIdentityToken(await readKeyRing(deps, workspaceId), token, deps.now());
  return verdict.ok
    ? { fault: bulkFault(verdict.payload, scope, deps.now()), keyId: verdict.payload.keyId }
    : { fault: verdict.fault, keyId: verdict.keyId };
}

function bulkFault({ claims, exp }: TokenPayload, scope: BulkScope, now: Date): TokenFault | null {
  if (claims.scope !== scope) return 'no_scope';
  if (exp === null) return 'no_expiry';
  return exp - now.getTime() / 1000 > LONGEST_SECONDS ? 'expiry_too_far' : null;
}
