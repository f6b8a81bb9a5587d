import {
  routingOrderBody,
  routingRuleBody,
  routingTryBody,
  ticketLabelBody,
  ticketLabelPatch,
} from '@halo/wire/dashboard/routing.ts';
import { changeRouting } from '../../tickets/change-routing.ts';
import { listCustomKeys } from '../../tickets/list-custom-keys.ts';
import { listRoutingRules } from '../../tickets/list-routing-rules.ts';
import { listTicketLabels } from '../../tickets/list-ticket-labels.ts';
import { removeLabel } from '../../tickets/remove-label.ts';
import { saveLabel } from '../../tickets/save-label.ts';
import { tryRouting } from '../../tickets/try-routing.ts';
import { workspaceRoute } from './dashboard-route.ts';

/** Fifty rules of a hundred conditions. */
const RULES_BYTES = 1_000_000;

export const routing = workspaceRoute({
  method: 'get',
  path: '/routing',
  needs: 'enter',
  handle: (deps, { workspace }) => listRoutingRules(deps, workspace.id),
});

export const newRoutingRule = workspaceRoute({
  method: 'post',
  path: '/routing',
  needs: 'settings',
  body: routingRuleBody,
  handle: (deps, { workspace, body, actor }) =>
    changeRouting(deps, workspace.id, { do: 'save', rule: { id: null, ...body } }, actor),
});

export const orderRouting = workspaceRoute({
  method: 'post',
  path: '/routing/order',
  needs: 'settings',
  body: routingOrderBody,
  handle: (deps, { workspace, body, actor }) => changeRouting(deps, workspace.id, { do: 'order', ...body }, actor),
});

export const tryOutRouting = workspaceRoute({
  method: 'post',
  path: '/routing/try',
  needs: 'inbox',
  body: routingTryBody,
  maxBytes: RULES_BYTES,
  handle: (deps, { workspace, body }) => tryRouting(deps, workspace, body.rules),
});

export const patchRoutingRule = workspaceRoute({
  method: 'patch',
  path: '/routing/:ruleId',
  needs: 'settings',
  body: routingRuleBody,
  handle: (deps, { workspace, params, body, actor }) =>
    changeRouting(deps, workspace.id, { do: 'save', rule: { id: params.ruleId!, ...body } }, actor),
});

export const deleteRoutingRule = workspaceRoute({
  method: 'delete',
  path: '/routing/:ruleId',
  needs: 'settings',
  handle: (deps, { workspace, params, actor }) =>
    changeRouting(deps, workspace.id, { do: 'remove', id: params.ruleId! }, actor),
});

export const ticketLabels = workspaceRoute({
  method: 'get',
  path: '/ticket-labels',
  needs: 'enter',
  handle: (deps, { workspace }) => listTicketLabels(deps, workspace.id),
});

export const ticketKeys = workspaceRoute({
  method: 'get',
  path: '/ticket-keys',
  needs: 'enter',
  handle: (deps, { workspace }) => listCustomKeys(deps, workspace.id),
});

export const newTicketLabel = workspaceRoute({
  method: 'post',
  path: '/ticket-labels',
  needs: 'settings',
  body: ticketLabelBody,
  handle: (deps, { workspace, body, actor }) =>
    saveLabel(deps, { workspaceId: workspace.id, id: null, ...body, actor }),
});

export const patchTicketLabel = workspaceRoute({
  method: 'patch',
  path: '/ticket-labels/:labelId',
  needs: 'settings',
  body: ticketLabelPatch,
  handle: (deps, { workspace, params, body, actor }) =>
    saveLabel(deps, { workspaceId: workspace.id, id: params.labelId!, ...body, actor }),
});

export const deleteTicketLabel = workspaceRoute({
  method: 'delete',
  path: '/ticket-labels/:labelId',
  needs: 'settings',
  handle: async (deps, { workspace, params, actor }) => {
    await removeLabel(deps, { workspaceId: workspace.id, id: params.labelId!, actor });
    return undefined;
  },
});
