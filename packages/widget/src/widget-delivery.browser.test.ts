import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { serveApp } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

/** Opens a page of the customer's own making, at another origin than Halo's, where the built files lie. */
async function openPage(body: string, policy?: string): Promise<void> {
  const address = serveApp(stage.halo, stage.folder, '');
  const html = `<!doctype html><html lang="en"><head><title>Acme</title><script nonce="abc" src="${stage.halo.url}/early.js"></script></head><body>${body}</body></html>`;
  stage.halo.serve('/app', (_call, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...(policy && { 'content-security-policy': policy }) });
    response.end(html);
  });
  stage.page = await (await stage.enter()).newPage();
  await stage.page.goto(address);
}

const integrity = () =>
  JSON.parse(readFileSync(`${stage.folder}/integrity.json`, 'utf8')).files['haloagents.umd.js'].integrity;
const tag = (attributes: string) =>
  `<script src="${stage.halo.url}/sdk/latest/haloagents.umd.js" ${attributes}></script>`;

it('matrix: strict CSP with nonce and Trusted Types: is let in by a nonce and its integrity, and lets in the files it fetches', async () => {
  const { url } = stage.halo;
  const policy = `default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; connect-src ${url}; img-src ${url}; require-trusted-types-for 'script'; trusted-types 'none'`;
  await openPage(
    `${tag(`nonce="abc" integrity="${integrity()}" crossorigin="anonymous"`)}<script nonce="abc">${init("nonce: 'abc'")}</script>`,
    policy,
  );
  await stage.launcher().click();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  await stage.expectClean();
});

it('does not run when its bytes are not what the page expects', async () => {
  await openPage(tag(`integrity="sha384-${'A'.repeat(64)}" crossorigin="anonymous"`));
  expect(await stage.page.evaluate(() => 'HaloAgents' in window)).toBe(false);
  stage.allow(/integrity/);
});

it.each(['packages/widget/README.md', 'docs/sdk.md'])(
  'starts from the stub of %s, before the script is there',
  async (file) => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const stub = [...text.matchAll(/```html\n(.*?)```/gs)].find(([, html]) => html?.includes('q: []'))?.[1] ?? '';
    expect(stub).toContain('async');
    const page = stub
      .replace('YOUR_ORG', 'org_1')
      .replace('ab_live_…', 'ab_live_1')
      .replace('https://YOUR_HALO', stage.halo.url);
    await openPage(page.replace('</script>', "HaloAgents.identify('u1', { name: 'Jane' }).openChat();</script>"));
    await stage.says('Hi Jane,').waitFor();
    await expect.poll(() => stage.halo.seen('/users/identify').length, LATE).toBe(1);
  },
);
