import {
  type ActionCallsAnswer,
  type ActionsAnswer,
  type ActionTryAnswer,
  actionBody,
  actionTryBody,
} from '@halo/wire/dashboard/actions.ts';
import { addAction } from '../../actions/add-action.ts';
import { browseActions } from '../../actions/browse-actions.ts';
import { changeAction } from '../../actions/change-action.ts';
import { listActionCalls } from '../../actions/list-action-calls.ts';
import { removeAction } from '../../actions/remove-action.ts';
import { rotateActionSecret } from '../../actions/rotate-action-secret.ts';
import { type Tried, tryAction } from '../../actions/try-action.ts';
import { describeCall } from '../../engine/tools/describe-call.ts';
import { workspaceRoute } from './dashboard-route.ts';

const BODY_BYTES = 256_000;

export const actions = workspaceRoute({
  method: 'get',
  path: '/actions',
  needs: 'enter',
  handle: async (deps, { workspace }): Promise<ActionsAnswer> => ({
    actions: await browseActions(deps, workspace.id),
  }),
});

export const postAction = workspaceRoute({
  method: 'post',
  path: '/actions',
  needs: 'settings',
  body: actionBody,
  maxBytes: BODY_BYTES,
  handle: (deps, { workspace, body: action, actor }) => addAction(deps, { workspaceId: workspace.id, actor, action }),
});

export const patchAction = workspaceRoute({
  method: 'patch',
  path: '/actions/:actionId',
  needs: 'settings',
  body: actionBody,
  maxBytes: BODY_BYTES,
  handle: async (deps, { workspace, params, body: action, actor }) => {
    await changeAction(deps, { workspaceId: workspace.id, id: params.actionId!, actor, action });
    return undefined;
  },
});

export const deleteAction = workspaceRoute({
  method: 'delete',
  path: '/actions/:actionId',
  needs: 'settings',
  handle: async (deps, { workspace, params, actor }) => {
    await removeAction(deps, { workspaceId: workspace.id, id: params.actionId!, actor });
    return undefined;
  },
});

export const postActionSecret = workspaceRoute({
  method: 'post',
  path: '/actions/:actionId/secret',
  needs: 'settings',
  handle: (deps, { workspace, params, actor }) =>
    rotateActionSecret(deps, { workspaceId: workspace.id, id: params.actionId!, actor }),
});

/** Speaks to the outside as a person: it asks for what the playground asks for (safety A4). */
export const postActionTry = workspaceRoute({
  method: 'post',
  path: '/actions/:actionId/try',
  needs: 'playground',
  body: actionTryBody,
  perMinute: 30,
  handle: async (deps, { workspace, params, body, actor }) => {
    const { contactId, arguments: input } = body;
    return toTryAnswer(await tryAction(deps, { workspace, actor, id: params.actionId!, contactId, input }));
  },
});

export const actionCalls = workspaceRoute({
  method: 'get',
  path: '/actions/:actionId/calls',
  needs: 'inbox',
  handle: async (deps, { workspace, params }): Promise<ActionCallsAnswer> => ({
    calls: await listActionCalls(deps, workspace.id, params.actionId!),
  }),
});

function toTryAnswer({ result, request }: Tried): ActionTryAnswer {
  const answered = result.kind === 'answered' ? result : null;
  return {
    outcome: answered?.outcome ?? (result.kind === 'rehearsed' ? 'rehearsed' : 'refused'),
    reason: result.kind === 'refused' ? (result.why ?? result.reason) : (answered?.reason ?? null),
    request,
    status: answered?.status ?? null,
    ms: answered?.ms ?? null,
    said: describeCall(result),
  };
}
