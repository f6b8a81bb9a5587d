import { rehearsalBody } from '@halo/wire/dashboard/playground.ts';
import { rehearseTurn } from '../../engine/rehearse-turn.ts';
import { eventStream } from '../event-stream.ts';
import { workspaceRoute } from './dashboard-route.ts';

/** One question in the playground, answered as it streams. Who goes away ends the call to the provider, too. */
export const rehearse = workspaceRoute({
  method: 'post',
  path: '/playground',
  needs: 'playground',
  perMinute: 20,
  body: rehearsalBody,
  maxBytes: 700_000,
  handle: async (deps, { workspace, actor, body, signal }) =>
    eventStream(signal, await rehearseTurn(deps, { ...body, workspace, actor }), () => {}),
});
