import type { TokenPurpose, TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { explainToken, type TokenExplained } from '../identity/explain-token.ts';
import { type IdentityCode, identityCode, type TokenFault } from '../identity/identity-token.ts';
import { bulkTokenFault } from '../identity/prove-server.ts';
import { readUserToken } from '../identity/read-user-token.ts';
import { whenFirstSeen } from '../identity/undated-tokens.ts';
import { isUndated, tokenName, type UserToken, wasSignedOut } from '../identity/user-token.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { readClaims } from './call-body.ts';
import { readContactsByName } from './named-contact-store.ts';

type TestDeps = Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'config'>;
type Judged = { fault: TokenFault | null; keyId: string | null } & Pick<TokenTestAnswer, 'stores' | 'ignored'>;

/**
 * Judges a token exactly as a call would, and says all that was found. Nothing of it is stored, logged or counted.
 * Refuses `invalid_user_id`.
 */
export async function testToken(
  deps: TestDeps,
  workspace: Workspace,
  wanted: { token: string; userId: string | null; purpose: TokenPurpose },
): Promise<TokenTestAnswer> {
  const judged =
    wanted.purpose === 'user'
      ? await judgeUser(deps, workspace, wanted)
      : {
          ...(await bulkTokenFault(deps, workspace.id, wanted.token, wanted.purpose)),
          ...{ stores: [], ignored: [] },
        };
  const { fault, keyId, ...found } = judged;
  const code: IdentityCode | null = fault && identityCode(fault);
  const explained: TokenExplained = await explainToken(deps, workspace.id, wanted.token, keyId);
  const { maxTokenAgeHours } = workspace;
  return { ok: fault === null, fault, code, ...explained, maxTokenAgeHours, ...found };
}

async function judgeUser(
  deps: TestDeps,
  workspace: Workspace,
  { token, userId }: { token: string; userId: string | null },
): Promise<Judged> {
  const named = userId?.trim() ? readUserId(userId) : null;
  if (named && !named.ok) throw new Refusal('invalid_user_id', `user_id: ${named.why}.`, { path: 'userId' });
  const read = await readUserToken(deps, workspace, token, named?.ok ? named.id : null);
  if (!read.ok) return { fault: read.fault, keyId: read.keyId, stores: [], ignored: [] };
  const { keyId } = read.payload;
  if (await isSignedOut(deps, workspace.id, read.externalId, read.token)) {
    return { fault: 'signed_out', keyId, stores: [], ignored: [] };
  }
  const { traits, companies, ignored } = readClaims(
    { claims: read.claims, droppedClaims: read.dropped },
    workspace.timeZone,
  );
  const stores = traits.flatMap(({ values }) => Object.keys(values));
  return { fault: null, keyId, stores: companies.length > 0 ? [...stores, 'company_id'] : stores, ignored };
}

async function isSignedOut(deps: TestDeps, workspaceId: string, externalId: string, token: UserToken) {
  const [found] = await readContactsByName(deps.db.sql, [{ workspaceId, externalId }]);
  if (!found) return false;
  const seen = await whenFirstSeen(deps.db.sql, isUndated(token) ? [{ workspaceId, token }] : []);
  const seenAt = seen.get(tokenName(token)) ?? null;
  const since = [found.contact.sessionsValidFrom, found.redirect?.validFrom ?? null];
  return since.some((each) => wasSignedOut(token, each, seenAt));
}
