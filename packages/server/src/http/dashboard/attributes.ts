import { attributePatch, attributesQuery } from '@halo/wire/dashboard/settings.ts';
import { browseAttributes } from '../../contacts/browse-attributes.ts';
import { declareAttribute } from '../../contacts/declare-attribute.ts';
import { describeAttribute } from '../../contacts/describe-attribute.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const attributes = workspaceRoute({
  method: 'get',
  path: '/attributes',
  needs: 'enter',
  query: attributesQuery,
  handle: (deps, { workspace, query }) => browseAttributes(deps, workspace.id, query.scope),
});

export const patchAttribute = workspaceRoute({
  method: 'patch',
  path: '/attributes',
  needs: 'settings',
  body: attributePatch,
  handle: (deps, { workspace, body, actor }) => describeAttribute(deps, workspace.id, body, actor),
});

export const newAttribute = workspaceRoute({
  method: 'post',
  path: '/attributes',
  needs: 'settings',
  body: attributePatch,
  handle: (deps, { workspace, body, actor }) => declareAttribute(deps, workspace.id, body, actor),
});
