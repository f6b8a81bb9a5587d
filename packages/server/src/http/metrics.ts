import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { isLoopback } from '../config.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { answerError } from './answer-error.ts';
import { blockList, clientAddress } from './client-address.ts';
import type { Answered } from './listen.ts';
import { sdkRoutes } from './sdk/routes.ts';

/** What this process counts of itself. */
export interface Metrics {
  registry: Registry;
  count(answer: Answered): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labels = { labelNames: ['method', 'route', 'status'], registers: [registry] };
  const requests = new Counter({ name: 'halo_http_requests_total', help: 'Requests answered', ...labels });
  const durations = new Histogram({
    name: 'halo_http_request_seconds',
    help: 'Time from the first line of a request to the end of its answer; live streams are left out',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return {
    registry,
    count({ method, url, status, seconds }) {
      const route = nameRoute(url);
      requests.inc({ method: METHODS.has(method) ? method : 'other', route, status });
      if (!route.endsWith('/stream') || method !== 'GET') durations.observe({ route }, seconds);
    },
  };
}

/** `/metrics` for Prometheus: with `HALO_METRICS_TOKEN` as bearer, or, without one, to this machine only. */
export function metricsRoutes(deps: Pick<Deps, 'config' | 'log'>, metrics: Metrics): Hono {
  const { metricsToken, trustedProxies } = deps.config;
  const trusted = blockList(trustedProxies);
  const app = new Hono();
  app.get('/metrics', async (c) => {
    const forwarded = c.req.header('x-forwarded-for') ?? null;
    const client = clientAddress(getConnInfo(c).remote.address, forwarded, trusted);
    // A proxy that nobody named as trusted hides who asks, so its word for "this machine" counts for nothing.
    const isLocal = isThisMachine(client) && (forwarded === null || trustedProxies.length > 0);
    const allowed =
      metricsToken === null ? isLocal : isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`);
    if (!allowed) return answerError(deps, new Refusal('not_found', 'There is nothing here.'), `req_${randomUUID()}`);
    return c.body(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
      'cache-control': 'no-store',
    });
  });
  return app;
}

const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']);
const AREAS = ['/api/sdk', '/api/dashboard', '/api/auth', '/api/segment', '/sdk', '/dashboard', '/demo', '/docs'];

/** Only names from lists of ours become labels: a script that invents paths must not fill the memory. */
function nameRoute(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  if (known().has(path)) return path;
  const area = AREAS.find((name) => path === name || path.startsWith(`${name}/`));
  return area ? `${area}/*` : 'other';
}

let names: Set<string> | undefined;

function known(): Set<string> {
  names ??= new Set([
    '/healthz',
    '/readyz',
    '/metrics',
    ...sdkRoutes.filter(({ path }) => !path.includes(':')).map(({ path }) => `/api/sdk${path}`),
  ]);
  return names;
}

/** An IPv6 client is told by its /64, so this machine's own `::1` reads as all zeros. */
function isThisMachine(client: string): boolean {
  return isLoopback(client) || client === '0:0:0:0::/64';
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
