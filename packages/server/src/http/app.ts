import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { blockList } from './client-address.ts';
import { RateLimits } from './rate-limits.ts';
import { sdkRoutes } from './sdk/routes.ts';
import { mountSdkRoutes } from './sdk/sdk-route.ts';

/** Every door of Halo on one app. */
export function createApp(deps: Deps): Hono {
  const app = new Hono();
  const sdk = new Hono();
  mountSdkRoutes(
    sdk,
    deps,
    {
      trustedProxies: blockList(deps.config.trustedProxies),
      rates: new RateLimits(deps.config.rateLimits === 'on', deps.now),
    },
    sdkRoutes,
  );
  app.route('/api/sdk', sdk);
  return app;
}
