import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { healthRoutes, startingApp } from './health.ts';

const deps = { log: pino({ level: 'silent' }) };

describe('health', () => {
  it('is alive before it is ready, and says what it waits for', async () => {
    const app = startingApp(deps, async () => ['database', 'widget']);
    expect((await app.request('/healthz')).status).toBe(200);
    const answer = await app.request('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ code: 'not_ready', waiting_for: ['database', 'widget'] });
  });

  it('refuses every other call as not ready while it starts, readable from any origin', async () => {
    const app = startingApp(deps, async () => ['database']);
    const answer = await app.request('/api/sdk/users/identify', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('turns ready, and back when the database goes away', async () => {
    let missing: string[] = [];
    const app = healthRoutes(deps, async () => missing);
    expect((await app.request('/readyz')).status).toBe(200);
    missing = ['database'];
    expect((await app.request('/readyz')).status).toBe(503);
  });
});
