import { inAppMessageBody, inAppStateBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { pageQuery } from '@halo/wire/dashboard/paging.ts';
import { browseInAppMessages } from '../../in-app-messages/browse-in-app-messages.ts';
import { changeState } from '../../in-app-messages/change-state.ts';
import { deleteDraft } from '../../in-app-messages/delete-draft.ts';
import { listMessageOutcomes } from '../../in-app-messages/list-message-outcomes.ts';
import { saveInAppMessage } from '../../in-app-messages/save-in-app-message.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const inAppMessages = workspaceRoute({
  method: 'get',
  path: '/in-app-messages',
  needs: 'automations',
  handle: async (deps, { workspace }) => ({ messages: await browseInAppMessages(deps, workspace.id) }),
});

export const newInAppMessage = workspaceRoute({
  method: 'post',
  path: '/in-app-messages',
  needs: 'automations',
  body: inAppMessageBody,
  handle: async (deps, { workspace, body, actor }) => {
    const { id } = await saveInAppMessage(deps, { workspaceId: workspace.id, id: null, body, actor });
    return { id };
  },
});

export const patchInAppMessage = workspaceRoute({
  method: 'patch',
  path: '/in-app-messages/:inAppMessageId',
  needs: 'automations',
  body: inAppMessageBody,
  handle: async (deps, { workspace, params, body, actor }) => {
    const { id } = await saveInAppMessage(deps, { workspaceId: workspace.id, id: params.inAppMessageId!, body, actor });
    return { id };
  },
});

export const stateOfInAppMessage = workspaceRoute({
  method: 'post',
  path: '/in-app-messages/:inAppMessageId/state',
  needs: 'automations',
  body: inAppStateBody,
  handle: async (deps, { workspace, params, body, actor }) => {
    await changeState(deps, { workspaceId: workspace.id, id: params.inAppMessageId!, state: body.state, actor });
    return undefined;
  },
});

export const deleteInAppMessage = workspaceRoute({
  method: 'delete',
  path: '/in-app-messages/:inAppMessageId',
  needs: 'automations',
  handle: async (deps, { workspace, params, actor }) => {
    await deleteDraft(deps, { workspaceId: workspace.id, id: params.inAppMessageId!, actor });
    return undefined;
  },
});

export const inAppOutcomes = workspaceRoute({
  method: 'get',
  path: '/in-app-messages/:inAppMessageId/outcomes',
  needs: 'automations',
  query: pageQuery,
  handle: (deps, { workspace, params, query }) =>
    listMessageOutcomes(deps, workspace.id, params.inAppMessageId!, query),
});
