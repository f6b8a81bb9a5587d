import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from '../bundles/bundle.ts';
import { staticRoutes } from './static.ts';

let folder: string;
let app: ReturnType<typeof staticRoutes>;
const script = `globalThis.HaloAgents = {};${'// room to squeeze\n'.repeat(50)}`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-static-'));
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('widget/package.json', '{"version":"1.2.3"}');
  put('widget/dist/haloagents.umd.js', script);
  put('widget/dist/.sources', 'stamp');
  put('dashboard/package.json', '{"version":"1.2.3"}');
  put('dashboard/dist/index.html', '<!doctype html><title>Halo</title>');
  put('dashboard/dist/mark.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put('dashboard/dist/assets/app-4f5g.js', 'export {};');
  const bundle = (name: Bundle['name']): Bundle => ({
    name,
    folder: join(folder, name),
    dist: join(folder, name, 'dist'),
  });
  put('widget/dist/integrity.json', '{"version":"1.2.3","build":"1.2.3-0123456789","files":{"haloagents.umd.js":{}}}');
  put('data/sdk/1.2.2-abcdefabcd/haloagents.umd.js', 'globalThis.older = 1;');
  app = staticRoutes(
    { log: pino({ level: 'silent' }), config: { dataDir: join(folder, 'data') } },
    { widget: bundle('widget'), dashboard: bundle('dashboard') },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the SDK script', () => {
  it('is served to any origin, as a script, with nosniff', async () => {
    const answer = await app.request('/sdk/latest/haloagents.umd.js');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(script);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('is kept for ever under its version and for minutes under "latest"', async () => {
    const exact = await app.request('/sdk/1.2.3/haloagents.umd.js');
    expect(exact.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const latest = await app.request('/sdk/latest/haloagents.umd.js');
    expect(latest.headers.get('cache-control')).toMatch(/^public, max-age=300\b/);
  });

  it.each([
    ['this build', '1.2.3-0123456789', script],
    ['a former build', '1.2.2-abcdefabcd', 'globalThis.older = 1;'],
  ])('is kept for ever under the name of %s, whose bytes never change', async (_what, build, bytes) => {
    const answer = await app.request(`/sdk/${build}/haloagents.umd.js`);
    expect(await answer.text()).toBe(bytes);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('travels compressed, and not at all when the browser has it', async () => {
    const zipped = await app.request('/sdk/latest/haloagents.umd.js', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(script);
    const etag = zipped.headers.get('etag') ?? '';
    const known = await app.request('/sdk/latest/haloagents.umd.js', { headers: { 'if-none-match': etag } });
    expect(known.status).toBe(304);
  });

  it('is read again when it was built again', async () => {
    const path = join(folder, 'widget/dist/again.js');
    writeFileSync(path, 'one');
    expect(await (await app.request('/sdk/latest/again.js')).text()).toBe('one');
    await new Promise((done) => setTimeout(done, 20));
    writeFileSync(path, 'two');
    expect(await (await app.request('/sdk/latest/again.js')).text()).toBe('two');
  });

  it.each([
    '/sdk/9.9.9/haloagents.umd.js',
    '/sdk/1.2.3-9999999999/haloagents.umd.js',
    '/sdk/..%2f..%2fdata/haloagents.umd.js',
    '/sdk/latest/nothing.js',
    '/sdk/latest/.sources',
    '/sdk/latest/..%2fpackage.json',
    '/sdk/latest/..%5cpackage.json',
    '/sdk/latest/%2e%2e/%2e%2e/package.json',
    '/sdk/latest/a%00.js',
    '/sdk/latest//etc/passwd',
    '/sdk/latest/haloagents.umd.js/more',
    `/sdk/latest/${'a'.repeat(5_000)}`,
  ])('answers 404 for %s', async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });
});

describe('what is not built yet', () => {
  it('is refused as not ready rather than as missing', async () => {
    const bundle = (name: Bundle['name']): Bundle => ({
      name,
      folder: join(folder, name),
      dist: join(folder, 'nowhere'),
    });
    const bare = staticRoutes(
      { log: pino({ level: 'silent' }), config: { dataDir: join(folder, 'nowhere') } },
      { widget: bundle('widget'), dashboard: bundle('dashboard') },
    );
    for (const path of ['/dashboard/', '/sdk/latest/haloagents.umd.js'])
      expect((await bare.request(path)).status).toBe(503);
  });
});

describe('the dashboard', () => {
  it.each(['/dashboard/', '/dashboard/inbox', '/dashboard/contacts/019a-22', '/dashboard/companies/acme.io'])(
    'safety P1: opens its page at %s under its policy',
    async (path) => {
      const answer = await app.request(path);
      expect(await answer.text()).toContain('<title>Halo</title>');
      expect(answer.headers.get('content-security-policy')).toBe(
        "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('keeps files that are named by their content', async () => {
    const answer = await app.request('/dashboard/assets/app-4f5g.js');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  it('answers 404 for a missing file rather than with the page', async () => {
    expect((await app.request('/dashboard/assets/old-1a2b.js')).status).toBe(404);
  });

  it('is where the bare address leads, and lends the site its icon', async () => {
    expect((await app.request('/')).headers.get('location')).toBe('/dashboard/');
    expect((await app.request('/favicon.ico')).headers.get('content-type')).toBe('image/svg+xml');
  });
});
