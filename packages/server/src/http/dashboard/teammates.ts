import { type InvitationAnswer, inviteBody, roleBody } from '@halo/wire/dashboard/teammates.ts';
import { changeAccess } from '../../workspaces/change-access.ts';
import { endInvitation } from '../../workspaces/end-invitation.ts';
import { inviteTeammate } from '../../workspaces/invite-teammate.ts';
import { listTeammates } from '../../workspaces/list-teammates.ts';
import { requirePermission } from '../../workspaces/teammate.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const teammates = workspaceRoute({
  method: 'get',
  path: '/teammates',
  needs: 'enter',
  handle: (deps, { workspace, teammate }) => listTeammates(deps, workspace.id, teammate.id),
});

export const invite = workspaceRoute({
  method: 'post',
  path: '/teammates/invitations',
  needs: 'manage',
  body: inviteBody,
  handle: async (deps, { workspace, access, actor, body }): Promise<InvitationAnswer> => {
    if (body.role === 'owner') requirePermission(access, 'own');
    const { link, expiresAt } = await inviteTeammate(deps, { workspaceId: workspace.id, ...body, actor });
    return { link, expiresAt: expiresAt.toISOString() };
  },
});

export const takeBackInvitation = workspaceRoute({
  method: 'post',
  path: '/teammates/invitations/:invitationId/end',
  needs: 'manage',
  handle: async (deps, { workspace, params, actor }) => {
    await endInvitation(deps, { workspaceId: workspace.id, id: params.invitationId!, actor });
    return undefined;
  },
});

export const giveRole = workspaceRoute({
  method: 'patch',
  path: '/teammates/:id',
  needs: 'manage',
  body: roleBody,
  handle: async (deps, { workspace, teammate, access, params, body, actor }) => {
    await changeAccess(deps, { workspaceId: workspace.id, teammateId: params.id!, to: body, actor, access });
    return listTeammates(deps, workspace.id, teammate.id);
  },
});

export const removeTeammate = workspaceRoute({
  method: 'delete',
  path: '/teammates/:id',
  needs: 'manage',
  handle: async (deps, { workspace, teammate, access, params, actor }) => {
    await changeAccess(deps, { workspaceId: workspace.id, teammateId: params.id!, to: null, actor, access });
    return listTeammates(deps, workspace.id, teammate.id);
  },
});
