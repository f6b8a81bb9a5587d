import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { answerError } from './answer-error.ts';

/** What a server still lacks before it can serve, such as `database` or `bundles`; none when ready. */
export type WaitingFor = () => Promise<string[]>;

const NO_STORE = { 'cache-control': 'no-store' };

/** `/healthz`: the process is alive. `/readyz`: it can serve; else 503 with what it waits for. */
export function healthRoutes(deps: Pick<Deps, 'log'>, waitingFor: WaitingFor): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, NO_STORE));
  app.get('/readyz', async (c) => {
    const missing = await waitingFor();
    if (missing.length === 0) return c.json({ status: 'ready' }, 200, NO_STORE);
    return notReady(deps, missing);
  });
  return app;
}

/** Answers everything but `/healthz` and `/readyz` while the server starts. */
export function startingApp(deps: Pick<Deps, 'log'>, waitingFor: WaitingFor): Hono {
  const app = healthRoutes(deps, waitingFor);
  app.notFound(async () => notReady(deps, await waitingFor()));
  return app;
}

function notReady(deps: Pick<Deps, 'log'>, missing: string[]): Response {
  const refusal = new Refusal('not_ready', `Halo is starting: waiting for ${missing.join(', ') || 'its doors'}.`, {
    waiting_for: missing,
    retry_after: 1,
  });
  return answerError(deps, refusal, `req_${randomUUID()}`, { ...NO_STORE, 'access-control-allow-origin': '*' });
}
