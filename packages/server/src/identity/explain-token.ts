import type { TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import type { Deps } from '../deps.ts';
import { readEndedSecrets, readProvingKeys } from './key-ring.ts';
import { readTokenPart, verifyIdentityToken } from './verify-identity-token.ts';

export type TokenExplained = Pick<TokenTestAnswer, 'at' | 'says' | 'key' | 'endedKey' | 'algorithms'>;

const SHOWN_CHARACTERS = 255;

/** What a token says of itself and which keys it meets here, whatever was made of it. For the tester only. */
export async function explainToken(
  deps: Pick<Deps, 'db' | 'secrets' | 'now'>,
  workspaceId: string,
  token: string,
  keyId: string | null,
): Promise<TokenExplained> {
  const now = deps.now();
  const { keys } = await readProvingKeys(deps, workspaceId);
  const key = keys.find(({ id }) => id === keyId);
  const rules = key && 'rules' in key ? key.rules : null;
  return {
    at: now.toISOString(),
    says: says(token),
    key: key
      ? {
          ...{ id: key.id, kind: 'secret' in key ? 'secret' : 'public' },
          ...{ issuer: rules?.issuer ?? null, audience: rules?.audience ?? null },
        }
      : null,
    endedKey: await findEnded(deps, workspaceId, token),
    algorithms: [...new Set(keys.map((each) => ('secret' in each ? 'HS256' : each.algorithm)))],
  };
}

/** The ended secret that this token was signed with. */
async function findEnded(deps: Pick<Deps, 'db' | 'secrets' | 'now'>, workspaceId: string, token: string) {
  for (const key of await readEndedSecrets(deps, workspaceId)) {
    const verdict = verifyIdentityToken([key], token, deps.now());
    const signed = verdict.ok || !['signature', 'unknown_key'].includes(verdict.fault);
    if (signed && (verdict.ok ? verdict.payload.keyId : verdict.keyId) === key.id) {
      return { id: key.id, endedAt: new Date(key.endsAt).toISOString() };
    }
  }
  return null;
}

function says(token: string): TokenExplained['says'] {
  const [head = '', body = ''] = token.split('.');
  const header = readTokenPart(head);
  const claims = readTokenPart(body);
  if (!header || !claims) return null;
  const text = (value: unknown) => {
    if (value === undefined || value === null) return null;
    return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN_CHARACTERS);
  };
  const time = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  return {
    ...{ algorithm: text(header.alg), kid: text(header.kid) },
    ...{ userId: text(claims.user_id ?? claims.sub), issuer: text(claims.iss), audience: text(claims.aud) },
    ...{ scope: text(claims.scope), issuedAt: time(claims.iat), notBefore: time(claims.nbf) },
    expiresAt: time(claims.exp),
  };
}
