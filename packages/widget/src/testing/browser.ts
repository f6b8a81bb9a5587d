import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { FakeHalo } from './fake-halo.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the files as they are published, aside from dist/; returns their folder. Remove it when done. */
export function buildWidget(): string {
  const folder = `${root}dist.test-${process.pid}`;
  execFileSync(process.execPath, ['build.ts', folder], { cwd: root, stdio: 'inherit' });
  return folder;
}

/** A real Chromium with the web's own rules in force: origins, CORS, policies. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * Serves a customer's page at another origin than Halo's, under the strictest policy the SDK promises to live with, and
 * the built files at Halo's.
 */
export function serveApp(
  halo: Pick<FakeHalo, 'url' | 'serve'>,
  folder: string,
  script: string,
  { body = '', policy = true, early: first = '' } = {},
): string {
  const { port } = new URL(halo.url);
  const csp = [
    "default-src 'none'",
    `script-src ${halo.url}`,
    `connect-src ${halo.url}`,
    `img-src ${halo.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Acme Forms</title><script src="${halo.url}/early.js"></script></head><body><main><h1>Acme Forms</h1><p>Your forms, in one place.</p>
<input aria-label="Search" id="search">${body}</main><script src="${halo.url}/sdk/latest/haloagents.umd.js"></script><script src="${halo.url}/app.js"></script></body></html>`;
  const early = `${first}
window.violations=[];window.pageErrors=[];window.leaks=Object.keys(window);
document.addEventListener('securitypolicyviolation',e=>violations.push(e.violatedDirective+' '+e.blockedURI+' '+e.sample));
addEventListener('error',e=>pageErrors.push(String(e.message)));addEventListener('unhandledrejection',e=>pageErrors.push(String(e.reason)));
window.keys=[];document.addEventListener('keydown',e=>keys.push(e.key));`;
  const send = (path: string, type: string, text: () => string, headers = {}) =>
    halo.serve(
      path,
      (_call, response) => void response.writeHead(200, { 'content-type': type, ...headers }).end(text()),
    );
  send('/app', 'text/html', () => html, policy ? { 'content-security-policy': csp } : {});
  send('/early.js', 'text/javascript', () => early);
  send('/app.js', 'text/javascript', () => script);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    send(`/sdk/latest/${file}`, 'text/javascript', () => readFileSync(`${folder}/${file}`, 'utf8'));
  }
  return `http://localhost:${port}/app`;
}

/** Takes a picture when `HALO_SHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.HALO_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  // The panel rises for a moment after it opens.
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${folder}/${name}.png` });
}
