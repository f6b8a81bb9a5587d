import type { Acme } from '@halo/demo/acme.ts';
import { createDemo, seedDemo } from '@halo/demo/app.ts';
import type { Hono } from 'hono';
import { httpAddress } from '../config.ts';
import type { Deps } from '../deps.ts';
import { readKeyRing } from '../identity/key-ring.ts';
import { openDemoWorkspace } from '../workspaces/open-demo-workspace.ts';
import { readWidgetKey } from '../workspaces/read-install.ts';

/** The demo app, ready to be mounted. */
export interface Demo {
  routes: Hono;
  /** Tells Halo, over HTTP, who has signed up for Acme Forms; nothing but the first time. Never fails its caller. */
  seed(): Promise<void>;
}

/**
 * Acme Forms on this server, as a customer in a workspace of its own. It asks for its keys whenever it needs them, so
 * that rotating and regenerating them in the dashboard can be tried out on it.
 */
export async function openDemo(deps: Deps): Promise<Demo> {
  const { config, log } = deps;
  const workspace = await openDemoWorkspace(deps);
  const acme: Acme = {
    apiUrl: httpAddress(config.host, config.port),
    isHttps: config.publicUrl.startsWith('https:'),
    orgId: workspace.id,
    widgetKey: () => readWidgetKey(deps, workspace.id),
    identityKey: async () => (await readKeyRing(deps, workspace.id))[0] ?? null,
    since: new Date(workspace.createdAt),
    now: deps.now,
  };
  return {
    routes: createDemo(acme),
    async seed() {
      if (!workspace.isNew) return;
      try {
        await seedDemo(acme);
      } catch (error) {
        log.warn({ err: error }, 'the demo has nobody signed up: sign in to it, and the contacts appear');
      }
    },
  };
}
