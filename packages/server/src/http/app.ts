import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { blockList } from './client-address.ts';
import { mountDashboardRoutes } from './dashboard/dashboard-route.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { mountSignIn } from './dashboard/sign-in.ts';
import { RateLimits } from './rate-limits.ts';
import { sdkRoutes } from './sdk/routes.ts';
import { mountSdkRoutes, type SdkFrame } from './sdk/sdk-route.ts';

/** Every door to the rooms on one app. */
export function createApp(deps: Deps): Hono {
  const frame: SdkFrame = {
    trustedProxies: blockList(deps.config.trustedProxies),
    rates: new RateLimits(deps.config.rateLimits === 'on', deps.now),
  };
  const app = new Hono();
  const sdk = new Hono();
  mountSdkRoutes(sdk, deps, frame, sdkRoutes);
  app.route('/api/sdk', sdk);
  const dashboard = new Hono();
  mountDashboardRoutes(dashboard, deps, frame, dashboardRoutes);
  app.route('/api/dashboard', dashboard);
  const auth = new Hono();
  mountSignIn(auth, deps, frame);
  app.route('/api/auth', auth);
  return app;
}
