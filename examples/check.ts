import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { findBarriers } from '../packages/widget/src/testing/barriers.ts';
import { shoot, startBrowser } from '../packages/widget/src/testing/browser.ts';
import { type FakeHalo, startFakeHalo } from '../packages/widget/src/testing/fake-halo.ts';

/**
 * Installs the examples aside, with the package as it would be published, builds them, and does in each what a person
 * does: signs in, asks, becomes somebody else, leaves. `node examples/check.ts [name …]`
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const aside = mkdtempSync(join(tmpdir(), 'halo-examples-'));
const examples = join(aside, 'examples');
const names = process.argv.length > 2 ? process.argv.slice(2) : ['html', 'react', 'vue', 'next'];
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): void {
  execFileSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Lays the examples out beside the unpacked package, as they lie in the repository, and installs them by their lock. */
function install(): void {
  const widget = join(aside, 'packages/widget');
  mkdirSync(widget, { recursive: true });
  run('npm', ['pack', '--silent', '--pack-destination', aside], join(root, 'packages/widget'));
  const tarball = join(aside, readdirSync(aside).find((name) => name.endsWith('.tgz')) ?? '');
  run('tar', ['-xzf', tarball, '-C', widget, '--strip-components=1'], aside);
  cpSync(join(root, 'examples'), examples, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist|\.next)$/.test(path),
  });
  if (names.some((name) => name !== 'html')) run('npm', ['ci', '--ignore-scripts', '--silent'], examples);
}

interface Served {
  address: string;
  end(): void;
}

async function serveFolder(folder: string, rewrite: (text: string) => string = (text) => text): Promise<Served> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://acme.test').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(rewrite(readFileSync(file, 'utf8')));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, end: () => server.close() };
}

async function serveNext(folder: string): Promise<Served> {
  const free = await serveFolder(folder);
  free.end();
  const { port } = new URL(free.address);
  const bin = join(examples, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [bin, 'start', '-p', port, '-H', '127.0.0.1'], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', HALO_SECRET: 'ha_secret_of_the_example' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const until = Date.now() + 60_000; Date.now() < until; await new Promise((go) => setTimeout(go, 200)))
    if (await fetch(free.address).catch(() => null)) return { address: free.address, end: () => child.kill() };
  child.kill();
  throw new Error('Next did not start.');
}

/** Builds one example for this Halo and serves what came of it. */
async function build(name: string, { url }: FakeHalo): Promise<Served> {
  const folder = join(examples, name);
  const prefix = name === 'next' ? 'NEXT_PUBLIC_HALO' : 'VITE_HALO';
  const env = { [`${prefix}_URL`]: url, [`${prefix}_ORG`]: 'org_1', [`${prefix}_KEY`]: 'ab_live_1' };
  if (name === 'html') {
    writeFileSync(join(folder, 'acme.css'), readFileSync(join(examples, 'acme.css')));
    return serveFolder(folder, (text) =>
      text.replace('YOUR_ORG', 'org_1').replace('YOUR_WIDGET_KEY', 'ab_live_1').replace('http://localhost:3000', url),
    );
  }
  run('npm', ['run', '--silent', 'build'], folder, { ...env, NEXT_TELEMETRY_DISABLED: '1' });
  return name === 'next' ? serveNext(folder) : serveFolder(join(folder, 'dist'));
}

async function until(what: string, check: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !check(); await new Promise((go) => setTimeout(go, 50)))
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
}

async function tryOut(browser: Browser, name: string): Promise<void> {
  const halo = await startFakeHalo();
  const dist = join(aside, 'packages/widget/dist');
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.js')))
    halo.serve(`/sdk/latest/${file}`, (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(join(dist, file)));
    });
  const app = await build(name, halo);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    await page.goto(app.address);
    await page.getByRole('button', { name: 'Open chat' }).waitFor();
    const barriers = await findBarriers(page);
    if (barriers.length > 0) throw new Error(`axe: ${barriers.join('; ')}`);
    await page.getByRole('button', { name: 'Jane' }).click();
    await page.getByText('Jane Doe, on the pro plan.').waitFor();
    const identified = () => halo.seen('/users/identify').map((call) => call.body);
    await until('Jane is identified', () => identified().some((body) => body.user_id === 'jane'));
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('hello');
    await page.keyboard.press('Enter');
    await page.locator('.panel').getByText('You said: hello').first().waitFor();
    await shoot(page, `example-${name}`);
    const token = halo.seen('/chat/stream')[0]?.body.user_token;
    if (name === 'next' && typeof token !== 'string') throw new Error('Next did not sign a token');
    await page.getByRole('button', { name: 'Sam' }).click();
    await until('Sam is identified', () => identified().some((body) => body.user_id === 'sam'));
    const ended = halo.seen('/sessions/end').length;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Nobody is signed in.').waitFor();
    await until('Sam is logged out', () => halo.seen('/sessions/end').length > ended);
    if (errors.length > 0) throw new Error(errors.join('; '));
  } finally {
    await page.close();
    app.end();
    await halo.close();
  }
}

let failed = 0;
try {
  install();
  const browser = await startBrowser();
  for (const name of names) {
    const began = performance.now();
    try {
      await tryOut(browser, name);
      console.log(`${name}: built, opened, used in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    } catch (error) {
      failed++;
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  await browser.close();
} finally {
  rmSync(aside, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
