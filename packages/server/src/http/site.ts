import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { VERSION } from '../version.ts';
import { answerError } from './answer-error.ts';
import { createApp } from './app.ts';
import { docsRoutes } from './docs-page.ts';
import { healthRoutes, type WaitingFor } from './health.ts';
import { type Metrics, metricsRoutes } from './metrics.ts';
import { openapiRoutes } from './openapi.ts';
import { previewRoutes } from './preview.ts';
import { staticRoutes } from './static.ts';

/**
 * Everything one server process answers: the doors to the rooms, the pages and files, its health and its figures, and
 * the demo app where there is to be one.
 */
export function createSite(deps: Deps, waitingFor: WaitingFor, metrics: Metrics, demo?: Hono): Hono {
  const site = new Hono();
  site.route('/', createApp(deps));
  site.route('/', healthRoutes(deps, waitingFor));
  site.route('/', metricsRoutes(deps, metrics));
  site.route('/', openapiRoutes(VERSION));
  site.route('/', docsRoutes(VERSION));
  site.route('/', previewRoutes());
  site.route('/', staticRoutes(deps));
  if (demo) site.route('/', demo);
  site.notFound(() => answerError(deps, new Refusal('not_found', 'There is nothing here.'), `req_${randomUUID()}`));
  site.onError((error) => answerError(deps, error, `req_${randomUUID()}`));
  return site;
}
