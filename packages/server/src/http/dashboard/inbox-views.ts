import { inboxCountBody, inboxListBody, savedViewBody } from '@halo/wire/dashboard/inbox.ts';
import { browseInbox } from '../../tickets/browse-inbox.ts';
import { changeSavedView } from '../../tickets/change-saved-view.ts';
import { countInbox } from '../../tickets/count-inbox.ts';
import { countSavedViews } from '../../tickets/count-saved-views.ts';
import { listSavedViews } from '../../tickets/list-saved-views.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const filteredInbox = workspaceRoute({
  method: 'post',
  path: '/inbox/query',
  needs: 'inbox',
  body: inboxListBody,
  handle: (deps, { workspace, teammate, body: { view, ...page } }) =>
    browseInbox(deps, { workspaceId: workspace.id, view, teammateId: teammate.id }, page),
});

export const inboxCount = workspaceRoute({
  method: 'post',
  path: '/inbox/count',
  needs: 'inbox',
  body: inboxCountBody,
  handle: (deps, { workspace, teammate, body: { view, ...asked } }) =>
    countInbox(deps, { workspaceId: workspace.id, view, teammateId: teammate.id }, asked),
});

export const savedViews = workspaceRoute({
  method: 'get',
  path: '/inbox/saved-views',
  needs: 'inbox',
  handle: (deps, { workspace, teammate }) => listSavedViews(deps, workspace.id, teammate.id),
});

export const savedViewCounts = workspaceRoute({
  method: 'get',
  path: '/inbox/saved-views/counts',
  needs: 'inbox',
  handle: (deps, { workspace, teammate }) => countSavedViews(deps, workspace.id, teammate.id),
});

export const newSavedView = workspaceRoute({
  method: 'post',
  path: '/inbox/saved-views',
  needs: 'inbox',
  body: savedViewBody,
  handle: async (deps, { workspace, teammate, actor, body }) => {
    const asked = { workspaceId: workspace.id, teammateId: teammate.id, actor };
    await changeSavedView(deps, asked, { do: 'save', view: { id: null, ...body } });
    return listSavedViews(deps, workspace.id, teammate.id);
  },
});

export const patchSavedView = workspaceRoute({
  method: 'patch',
  path: '/inbox/saved-views/:savedViewId',
  needs: 'inbox',
  body: savedViewBody,
  handle: async (deps, { workspace, teammate, actor, params, body }) => {
    const asked = { workspaceId: workspace.id, teammateId: teammate.id, actor };
    await changeSavedView(deps, asked, { do: 'save', view: { id: params.savedViewId!, ...body } });
    return listSavedViews(deps, workspace.id, teammate.id);
  },
});

export const deleteSavedView = workspaceRoute({
  method: 'delete',
  path: '/inbox/saved-views/:savedViewId',
  needs: 'inbox',
  handle: async (deps, { workspace, teammate, actor, params }) => {
    const asked = { workspaceId: workspace.id, teammateId: teammate.id, actor };
    await changeSavedView(deps, asked, { do: 'remove', id: params.savedViewId! });
    return undefined;
  },
});
