import { readUserId } from '@halo/wire/subject-id.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { BULK_SCOPES, permittedClaims, type TokenFault, type TokenPayload } from './identity-token.ts';
import { type UserToken, userTokenOf } from './user-token.ts';
import { type ProvingKey, type TokenVerdict, verifyIdentityToken } from './verify-identity-token.ts';

export type UserTokenVerdict =
  | {
      ok: true;
      externalId: string;
      payload: TokenPayload;
      /** Those the key may bring. */
      claims: Record<string, unknown>;
      /** Names of claims that were left out. */
      dropped: string[];
      token: UserToken;
    }
  | (Extract<TokenVerdict, { ok: false }> & {
      /** Whom an authentic token speaks for that was brought for somebody else. */
      tokenUser?: string;
    });

/** An end beyond this is one that never comes, and no calendar of ours could write it. */
const LAST_EXPIRY = Date.UTC(9_000, 0);

/** Whether a token proves the user a call names, or, when it names nobody, whom. Never throws; a fault is a value. */
export function judgeUserToken(
  { maxTokenAgeHours }: Pick<Workspace, 'maxTokenAgeHours'>,
  keys: readonly ProvingKey[],
  token: string,
  named: string | null,
  now: Date,
): UserTokenVerdict {
  const verdict = verifyIdentityToken(keys, token, now);
  if (!verdict.ok) return verdict;
  const { payload } = verdict;
  const refuse = (fault: TokenFault) => ({ ok: false as const, fault, keyId: payload.keyId });
  if ((BULK_SCOPES as readonly unknown[]).includes(payload.claims.scope)) return refuse('bulk_scope');
  if (maxTokenAgeHours !== null) {
    if (payload.iat === null) return refuse('age_unknown');
    if (now.getTime() / 1000 > payload.iat + maxTokenAgeHours * 3600) return refuse('too_old');
  }
  const claimed = payload.claims.user_id ?? payload.claims.sub;
  if (claimed === undefined || claimed === null) return refuse('no_user_id');
  const read = readUserId(claimed);
  if (!read.ok || read.id === 'anonymous') return refuse('bad_user_id');
  if (named !== null && named !== read.id) return { ...refuse('other_user'), tokenUser: read.id };
  const endsAt = payload.exp === null ? null : new Date(Math.min(payload.exp * 1000, LAST_EXPIRY));
  return {
    ok: true,
    externalId: read.id,
    payload,
    ...permittedClaims(payload.claims, payload.rules),
    token: userTokenOf(payload.name, payload.iat, endsAt),
  };
}
