import { permissionsOf } from '@halo/wire/dashboard/permissions.ts';
import { type CreatedWorkspaceAnswer, createWorkspaceBody } from '@halo/wire/dashboard/teammates.ts';
import { createWorkspace } from '../../workspaces/create-workspace.ts';
import type { FoundedWorkspace } from '../../workspaces/found-workspace.ts';
import { readMe } from '../../workspaces/read-me.ts';
import { requireOwner } from '../../workspaces/require-owner.ts';
import { teammateRoute } from './dashboard-route.ts';

export const me = teammateRoute({
  method: 'get',
  path: '/me',
  handle: (deps, call) => readMe(deps, call.teammate),
});

export const addWorkspace = teammateRoute({
  method: 'post',
  path: '/workspaces',
  body: createWorkspaceBody,
  handle: async (deps, { teammate, body }) => {
    await requireOwner(deps, teammate.id);
    const actor = { kind: 'teammate' as const, ...teammate };
    return createdWorkspace(await createWorkspace(deps, { name: body.name, actor, ownerId: teammate.id }));
  },
});

/** What a new workspace is shown as, once. */
export function createdWorkspace(founded: FoundedWorkspace): CreatedWorkspaceAnswer {
  const { id, name, isDemo, widgetKey, identitySecret } = founded;
  return {
    workspace: { id, name, isDemo, role: 'owner', permissions: permissionsOf('owner', []) },
    widgetKey,
    identitySecret,
  };
}
