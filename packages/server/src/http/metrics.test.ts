import { Hono } from 'hono';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { type Listener, listen } from './listen.ts';
import { createMetrics, metricsRoutes } from './metrics.ts';

const opened: Listener[] = [];
afterEach(async () => {
  for (const listener of opened.splice(0)) await listener.drain(0.01);
});

async function serve(env: Record<string, string> = {}) {
  const metrics = createMetrics();
  const app = new Hono().route(
    '/',
    metricsRoutes({ config: loadConfig(env), log: pino({ level: 'silent' }) }, metrics),
  );
  const listener = await listen({ host: '127.0.0.1', port: 0 }, () => app, metrics.count);
  opened.push(listener);
  return (headers: Record<string, string> = {}, path = '/metrics') =>
    fetch(`http://127.0.0.1:${listener.port}${path}`, { headers });
}

describe('/metrics', () => {
  it('counts answers by route, and lumps together paths that a caller invents', async () => {
    const call = await serve();
    for (const path of ['/api/sdk/nonsense-1', '/api/sdk/nonsense-2', '/wp-login.php'])
      await (await call({}, path)).text();
    await expect
      .poll(async () => (await call()).text())
      .toContain('halo_http_requests_total{method="GET",route="/api/sdk/*",status="404"} 2');
    const text = await (await call()).text();
    expect(text).toContain('route="other",status="404"} 1');
    expect(text).not.toContain('nonsense');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('answers only this machine when no token is set', async () => {
    const call = await serve();
    expect((await call()).status).toBe(200);
    expect((await call({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
    expect((await call({ 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
    const proxied = await serve({ HALO_TRUSTED_PROXIES: '127.0.0.1' });
    expect((await proxied({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
  });

  it('asks for its token when one is set', async () => {
    const call = await serve({ HALO_METRICS_TOKEN: 'a-token-of-enough-length' });
    expect((await call()).status).toBe(404);
    expect((await call({ authorization: 'Bearer a-token-of-enough-lengtH' })).status).toBe(404);
    expect((await call({ authorization: 'Bearer a-token-of-enough-length' })).status).toBe(200);
  });
});
