import { eraseUserAnswer, liftErasureAnswer } from '@halo/wire/sdk/users.ts';
import { eraseUser } from '../../contacts/erase-user.ts';
import { liftErasure } from '../../contacts/lift-erasure.ts';
import { actorOf } from './actor-of.ts';
import { sdkRoute } from './sdk-route.ts';

export const eraseUserRoute = sdkRoute({
  method: 'delete',
  path: '/users/:user_id',
  summary: 'Erase one user and all that is held of them; bulk calls cannot bring them back.',
  keys: ['server'],
  scope: 'erase',
  answer: eraseUserAnswer,
  refuses: ['not_found', 'merged', 'rate_limited'],
  async handle(deps, { workspace, key, params, limit }) {
    limit('write', { trust: 'verified', externalId: null });
    const userId = params.user_id ?? '';
    const { erasedAt } = await eraseUser(deps, { workspaceId: workspace.id, userId, actor: actorOf(key) });
    return { success: true, result: 'erased', user_id: userId, erased_at: erasedAt };
  },
});

export const liftErasureRoute = sdkRoute({
  method: 'delete',
  path: '/users/:user_id/erasure',
  summary: 'Lift an erasure, by a user id or an e-mail, so that bulk calls may make the person anew.',
  keys: ['server'],
  scope: 'erase',
  answer: liftErasureAnswer,
  refuses: ['not_found', 'rate_limited'],
  async handle(deps, { workspace, key, params, limit }) {
    limit('write', { trust: 'verified', externalId: null });
    await liftErasure(deps, { workspaceId: workspace.id, name: params.user_id ?? '', actor: actorOf(key) });
    return { success: true, result: 'lifted' };
  },
});
