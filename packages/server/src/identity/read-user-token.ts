import type { Deps } from '../deps.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { judgeUserToken, type UserTokenVerdict } from './judge-user-token.ts';
import { readProvingKeys } from './key-ring.ts';
import { refreshKeySet } from './refresh-key-set.ts';

/** Keys from an address are read anew after this time, behind the call that noticed. */
const FRESH_MS = 10 * 60_000;

/**
 * Judges a user token by the workspace's identity secrets and public keys. A token signed with a public key that is not
 * known has the key's addresses read anew, once a minute at most; tokens signed with a secret never wait for that.
 */
export async function readUserToken(
  deps: Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'config'>,
  workspace: Pick<Workspace, 'id' | 'maxTokenAgeHours'>,
  token: string,
  named: string | null,
): Promise<UserTokenVerdict> {
  const { keys, addresses } = await readProvingKeys(deps, workspace.id);
  const now = deps.now();
  const verdict = judgeUserToken(workspace, keys, token, named, now);
  if (addresses.length === 0) return verdict;
  if (verdict.ok) {
    const used = addresses.find(({ id }) => id === verdict.payload.keyId);
    if (used && now.getTime() - used.fetchedAt > FRESH_MS) void refreshKeySet(deps, workspace.id, used.id);
    return verdict;
  }
  if (!verdict.missingPublicKey) return verdict;
  const refreshed = await Promise.all(addresses.map(({ id }) => refreshKeySet(deps, workspace.id, id)));
  if (!refreshed.includes(true)) return verdict;
  const renewed = await readProvingKeys(deps, workspace.id);
  return judgeUserToken(workspace, renewed.keys, token, named, deps.now());
}
