import type { ConsentRow } from '@halo/wire/dashboard/consents.ts';
import { subscriptionBody, subscriptionsAnswer } from '@halo/wire/sdk/subscriptions.ts';
import { changeConsent } from '../../consents/change-consent.ts';
import { readConsents } from '../../consents/read-consents.ts';
import { requireUnmerged } from '../../contacts/refuse-merged.ts';
import { actorOf } from './actor-of.ts';
import { sdkRoute } from './sdk-route.ts';

export const readSubscriptionsRoute = sdkRoute({
  method: 'get',
  path: '/users/:user_id/subscriptions',
  summary: 'What one user said about each subscription list, and whether they are written to.',
  keys: ['server'],
  scope: 'read',
  answer: subscriptionsAnswer,
  refuses: ['not_found', 'merged', 'rate_limited'],
  async handle(deps, { workspace, params, limit }) {
    limit('read', { trust: 'verified', externalId: null });
    const { id } = await requireUnmerged(deps, workspace.id, params.user_id);
    return toWire(await readConsents(deps, workspace.id, id));
  },
});

export const changeSubscriptionRoute = sdkRoute({
  method: 'put',
  path: '/users/:user_id/subscriptions/:list',
  summary: 'Subscribe one user to a list, or unsubscribe them.',
  keys: ['server'],
  scope: 'write',
  body: subscriptionBody,
  answer: subscriptionsAnswer,
  refuses: ['not_found', 'merged', 'rate_limited'],
  async handle(deps, { workspace, key, params, body, limit }) {
    limit('write', { trust: 'verified', externalId: null });
    const { id: contactId } = await requireUnmerged(deps, workspace.id, params.user_id);
    const list = { key: params.list ?? '' };
    await changeConsent(deps, { workspaceId: workspace.id, contactId, list, state: body.status, actor: actorOf(key) });
    return toWire(await readConsents(deps, workspace.id, contactId));
  },
});

function toWire(consents: readonly ConsentRow[]) {
  return {
    success: true as const,
    subscriptions: consents.map(({ key: list, name, kind, state: status, effective, source, at }) => {
      return { list, name, kind, status, effective, source, at };
    }),
  };
}
