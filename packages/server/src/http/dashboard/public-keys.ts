import { type AddedPublicKeyAnswer, addPublicKeyBody, type PublicKeyRow } from '@halo/wire/dashboard/public-keys.ts';
import { testTokenBody } from '@halo/wire/dashboard/token-test.ts';
import { testToken } from '../../contacts/test-token.ts';
import { listPublicKeys } from '../../identity/list-public-keys.ts';
import { refreshKeySet } from '../../identity/refresh-key-set.ts';
import { Refusal } from '../../refusal.ts';
import { endPublicKey } from '../../workspaces/end-public-key.ts';
import { registerPublicKey } from '../../workspaces/register-public-key.ts';
import { workspaceRoute } from './dashboard-route.ts';
import { readSecurity } from './security.ts';

export const addPublicKey = workspaceRoute({
  method: 'post',
  path: '/security/public-keys',
  needs: 'keys',
  body: addPublicKeyBody,
  perMinute: 20,
  handle: async (deps, { workspace, body, actor }): Promise<AddedPublicKeyAnswer> => {
    const added = await registerPublicKey(deps, { workspaceId: workspace.id, ...body, actor });
    return { ...added, publicKeys: await listPublicKeys(deps, workspace.id) };
  },
});

export const refreshPublicKey = workspaceRoute({
  method: 'post',
  path: '/security/public-keys/:id/refresh',
  needs: 'keys',
  handle: async (deps, { workspace, params }) => {
    const isAddress = (row: PublicKeyRow) => row.id === params.id && row.kind === 'jwks' && row.endedAt === null;
    if (!(await listPublicKeys(deps, workspace.id)).some(isAddress)) {
      throw new Refusal('not_found', 'There is no such address of keys, or it has ended.');
    }
    await refreshKeySet(deps, workspace.id, params.id!);
    return readSecurity(deps, workspace);
  },
});

export const stopPublicKey = workspaceRoute({
  method: 'post',
  path: '/security/public-keys/:id/end',
  needs: 'keys',
  handle: async (deps, { workspace, params, actor }) => {
    await endPublicKey(deps, { workspaceId: workspace.id, id: params.id!, actor });
    return readSecurity(deps, workspace);
  },
});

export const tryToken = workspaceRoute({
  method: 'post',
  path: '/security/token-test',
  needs: 'identity',
  body: testTokenBody,
  perMinute: 30,
  handle: (deps, { workspace, body }) => testToken(deps, workspace, body),
});
