import {
  affectedQuery,
  type CreatedSecretAnswer,
  type CreatedServerKeyAnswer,
  createSecretBody,
  createServerKeyBody,
  type SecurityAnswer,
} from '@halo/wire/dashboard/security.ts';
import { browseAffected } from '../../contacts/browse-affected.ts';
import { readIdentityFigures } from '../../contacts/read-identity-figures.ts';
import type { Deps } from '../../deps.ts';
import { listIdentitySecrets } from '../../identity/list-identity-secrets.ts';
import { listPublicKeys } from '../../identity/list-public-keys.ts';
import { wasTokenEverAccepted } from '../../identity/was-token-ever-accepted.ts';
import { createServerKey } from '../../workspaces/create-server-key.ts';
import { endIdentitySecret } from '../../workspaces/end-identity-secret.ts';
import { endServerKey } from '../../workspaces/end-server-key.ts';
import { listServerKeys } from '../../workspaces/list-server-keys.ts';
import { rotateIdentitySecret } from '../../workspaces/rotate-identity-secret.ts';
import { settingsOf } from '../../workspaces/settings.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { workspaceRoute } from './dashboard-route.ts';

/** All that Settings > Security shows. */
export async function readSecurity(deps: Deps, workspace: Workspace): Promise<SecurityAnswer> {
  const { identityMode, whoMayWrite, companyProof, maxTokenAgeHours, name } = settingsOf(workspace);
  const [everVerified, identitySecrets, publicKeys, serverKeys] = await Promise.all([
    wasTokenEverAccepted(deps, workspace.id),
    listIdentitySecrets(deps, workspace.id),
    listPublicKeys(deps, workspace.id),
    listServerKeys(deps, workspace.id),
  ]);
  return {
    identityMode,
    whoMayWrite,
    companyProof,
    maxTokenAgeHours,
    enforceConfirmation: everVerified ? null : name,
    identitySecrets,
    publicKeys,
    serverKeys,
  };
}

export const security = workspaceRoute({
  method: 'get',
  path: '/security',
  needs: 'identity',
  handle: (deps, { workspace }) => readSecurity(deps, workspace),
});

export const securityFigures = workspaceRoute({
  method: 'get',
  path: '/security/figures',
  needs: 'identity',
  handle: (deps, { workspace }) => readIdentityFigures(deps, workspace),
});

export const affectedPeople = workspaceRoute({
  method: 'get',
  path: '/security/affected',
  needs: 'identity',
  query: affectedQuery,
  handle: (deps, { workspace, query }) => browseAffected(deps, workspace, query),
});

export const addIdentitySecret = workspaceRoute({
  method: 'post',
  path: '/security/identity-secrets',
  needs: 'keys',
  body: createSecretBody,
  handle: async (deps, { workspace, body, actor }): Promise<CreatedSecretAnswer> => {
    const made = await rotateIdentitySecret(deps, { workspaceId: workspace.id, ...body, actor });
    return { ...made, identitySecrets: await listIdentitySecrets(deps, workspace.id) };
  },
});

export const stopIdentitySecret = workspaceRoute({
  method: 'post',
  path: '/security/identity-secrets/:id/end',
  needs: 'keys',
  handle: async (deps, { workspace, params, actor }) => {
    await endIdentitySecret(deps, { workspaceId: workspace.id, id: params.id!, actor });
    return readSecurity(deps, workspace);
  },
});

export const addServerKey = workspaceRoute({
  method: 'post',
  path: '/security/server-keys',
  needs: 'keys',
  body: createServerKeyBody,
  handle: async (deps, { workspace, body, actor }): Promise<CreatedServerKeyAnswer> => {
    const made = await createServerKey(deps, { workspaceId: workspace.id, ...body, actor });
    return { ...made, serverKeys: await listServerKeys(deps, workspace.id) };
  },
});

export const stopServerKey = workspaceRoute({
  method: 'post',
  path: '/security/server-keys/:id/end',
  needs: 'keys',
  handle: async (deps, { workspace, params, actor }) => {
    await endServerKey(deps, { workspaceId: workspace.id, id: params.id!, actor });
    return readSecurity(deps, workspace);
  },
});
