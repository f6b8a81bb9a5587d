import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type HaloProcess, launch, run, startHalo } from './testing/run-halo.ts';

// Each of these starts whole servers; how long that takes is not what they are about.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const folder = await mkdtemp(join(tmpdir(), 'halo-main-'));
const env = { HALO_DATA: join(folder, 'data') };
afterAll(() => rm(folder, { recursive: true, force: true }));

function holdPort(port = 0): Promise<{ port: number; server: Server }> {
  return new Promise((done) => {
    const server = createServer().listen(port, '127.0.0.1', () =>
      done({ port: (server.address() as { port: number }).port, server }),
    );
  });
}

describe('a running Halo', () => {
  let halo: HaloProcess;
  beforeAll(async () => {
    halo = await startHalo(env);
  });
  afterAll(async () => void (await halo.stop()));

  it('prints the dashboard, the demo, and the link that makes an owner', () => {
    expect(halo.said()).toContain(`${halo.url}/dashboard/`);
    expect(halo.said()).toContain(`${halo.url}/demo/`);
    expect(halo.said()).toMatch(/\/dashboard\/welcome#owner=[\w-]{22}\s/);
  });

  it.each([
    '/dashboard/',
    '/demo/',
    '/sdk/latest/haloagents.umd.js',
    '/docs',
    '/api/openapi.json',
    '/healthz',
    '/readyz',
    '/metrics',
  ])('answers %s', async (path) => {
    expect((await fetch(`${halo.url}${path}`)).status).toBe(200);
  });

  it('answers 404 in JSON where there is nothing', async () => {
    const nowhere = await fetch(`${halo.url}/nowhere`);
    expect(nowhere.status).toBe(404);
    expect(await nowhere.json()).toMatchObject({ code: 'not_found', request_id: expect.any(String) });
  });

  it('keeps a second one off its folder, with one line', async () => {
    const second = await run(['main.ts'], { ...env, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^The data folder .* is in use by another Halo \(process \d+\)[^\n]*\n$/);
  });
});

describe('a start that is refused', () => {
  it('names a taken port in one line', async () => {
    const { port, server } = await holdPort();
    const refused = await run(['main.ts'], { HALO_DATA: join(folder, 'other'), PORT: String(port) });
    server.close();
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PORT \d+ on 127\.0\.0\.1 is in use[^\n]*\n$/),
    });
  });

  it('names a bad setting in one line', async () => {
    const refused = await run(['main.ts'], { HALO_RATE_LIMITS: 'maybe' });
    expect(refused).toEqual({ code: 1, out: '', err: 'HALO_RATE_LIMITS must be on or off, not "maybe"\n' });
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s and frees the folder', async (signal) => {
    const halo = await startHalo(env);
    expect(await halo.stop(signal)).toBe(0);
    expect(halo.said()).toContain('stopping');
  });

  it('comes back after a kill, by itself', async () => {
    const killed = await startHalo(env);
    expect(await killed.stop('SIGKILL')).toBeNull();
    const again = await startHalo(env);
    expect(await again.stop()).toBe(0);
  });

  it('answers what it had accepted, and has stored what it acknowledged', async () => {
    const halo = await startHalo(env);
    const made = JSON.parse((await run(['cli/halo.ts', 'workspace', 'create', 'Drained', '--json'], env)).out) as {
      server_key: string;
    };
    const headers = { authorization: `Bearer ${made.server_key}`, 'content-type': 'application/json' };
    const answers = new Map<string, number | 'not accepted'>();
    let stopping = false;
    const caller = async (name: number) => {
      for (let call = 0; !stopping || call === 0; call++) {
        const user_id = `user-${name}-${call}`;
        const body = JSON.stringify({ user_id, traits: { plan: 'pro' } });
        const answer = await fetch(`${halo.url}/api/sdk/users/identify`, { method: 'POST', headers, body }).catch(
          () => null,
        );
        await answer?.text();
        answers.set(user_id, answer?.status ?? 'not accepted');
        if (answer === null) return;
      }
    };
    const callers = Promise.all(Array.from({ length: 16 }, (_, name) => caller(name)));
    await expect.poll(() => answers.size, { timeout: 20_000 }).toBeGreaterThan(100);
    expect(await halo.stop()).toBe(0);
    stopping = true;
    await callers;
    expect(new Set(answers.values())).toEqual(new Set([200, 'not accepted']));

    const again = await startHalo(env);
    const acknowledged = [...answers].filter(([, status]) => status === 200).map(([id]) => id);
    const found = await Promise.all(
      acknowledged.map(async (id) => (await fetch(`${again.url}/api/sdk/users/${id}`, { headers })).status),
    );
    await again.stop();
    expect(found.filter((status) => status !== 200)).toEqual([]);
  });

  it('goes no further when it is told to stop while it starts', async () => {
    const { port, server } = await holdPort();
    server.close();
    const starting = launch(['main.ts'], { ...env, PORT: String(port) });
    const isAlive = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
    await expect.poll(isAlive, { timeout: 20_000, interval: 5 }).toBe(true);
    starting.kill('SIGTERM');
    expect(await starting.ended).toBe(0);
    const next = await startHalo(env);
    expect(await next.stop()).toBe(0);
  });
});

describe('in production', () => {
  it('logs JSON lines and no link, and has no demo', async () => {
    const halo = await startHalo({ ...env, NODE_ENV: 'production' });
    expect((await fetch(`${halo.url}/demo/`)).status).toBe(404);
    await halo.stop();
    const lines = halo
      .said()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['ready', 'stopping']));
    expect(halo.said()).not.toContain('owner=');
  });
});
