import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { type BulkScope, identityCode, type TokenFault, type TokenPayload } from './identity-token.ts';
import { readKeyRing } from './key-ring.ts';
import { logRefusal } from './log-refusal.ts';
import { noteSecretUse } from './note-key-use.ts';
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
  const read = await readBulkToken(deps, call.workspace, call.userToken || null, call.scope);
  if ('keyId' in read) return read;
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
      reason: read.fault,
      sdk: call.sdk,
      keyId: null,
      requestId: call.requestId,
    },
    call.clientIp,
  );
  throw new Refusal(
    identityCode(read.fault),
    `This call needs a server key, or a token signed with scope "${call.scope}" that ends within an hour.`,
  );
}

async function readBulkToken(
  deps: Pick<Deps, 'db' | 'log' | 'secrets' | 'now'>,
  workspace: Workspace,
  token: string | null,
  scope: BulkScope,
): Promise<{ keyId: string } | { fault: TokenFault }> {
  if (!token) return { fault: 'no_token' };
  const verdict = verifyIdentityToken(await readKeyRing(deps, workspace.id), token, deps.now());
  const fault = verdict.ok ? bulkFault(verdict.payload, scope, deps.now()) : verdict.fault;
  const keyId = verdict.ok ? verdict.payload.keyId : verdict.keyId;
  noteSecretUse(deps, workspace.id, keyId, fault === null);
  return fault === null && keyId !== null ? { keyId } : { fault: fault ?? 'unknown_key' };
}

function bulkFault({ claims, exp }: TokenPayload, scope: BulkScope, now: Date): TokenFault | null {
  if (claims.scope !== scope) return 'no_scope';
  if (exp === null) return 'no_expiry';
  return exp - now.getTime() / 1000 > LONGEST_SECONDS ? 'expiry_too_far' : null;
}
