import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveApp } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const talks = async () => {
  await stage.launcher().click();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
};

describe('matrix: load variants', () => {
  const START = '<script src="/app.js" defer></script>';
  const tag = (attributes = '') => `<script ${attributes} src="{halo}/sdk/latest/haloagents.umd.js"></script>`;
  const heads: Record<string, string> = {
    'in the head, before there is a body': `${tag()}<script src="/app.js"></script>`,
    deferred: `${tag('defer')}${START}`,
    'asynchronous, behind a stub': `<script>window.HaloAgents={q:[],init(...a){this.q.push(['init',a]);return this}};</script><script src="/app.js"></script>${tag('async')}`,
    twice: `${tag()}${tag()}<script src="/app.js"></script>${tag('defer')}`,
    'as a module': `<script type="module">await import('{halo}/sdk/latest/haloagents.umd.js');${init("apiUrl: '{halo}'")}</script>`,
    'added by a script, long after the page': `<script>addEventListener('load', () => setTimeout(() => {
      const tag = document.createElement('script');
      tag.src = '{halo}/sdk/latest/haloagents.umd.js';
      tag.onload = () => { ${init()} };
      document.head.append(tag);
    }));</script>`,
  };
  it.each(Object.entries(heads))('%s', async (_, head) => {
    const address = serveApp(stage.halo, stage.folder, init());
    const html = `<!doctype html><html lang="en"><head><title>Acme</title>${head.replaceAll('{halo}', stage.halo.url)}</head><body><main><h1>Acme</h1></main></body></html>`;
    stage.halo.serve(
      '/app',
      (_call, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    );
    stage.page = await (await stage.enter()).newPage();
    await stage.page.goto(address);
    await talks();
    expect(await stage.page.locator('[data-halo]').count()).toBe(1);
    expect(stage.halo.seen('/config')).toHaveLength(1);
  });
});

describe('matrix: hostile CSS and globals', () => {
  it('a page that has changed the language under us', async () => {
    await stage.open(
      init("userId: 'u1', userTraits: { name: 'Jane', roles: ['a'] }"),
      {},
      {
        early: `Object.prototype.extra = () => 'inherited'; Array.prototype.last = function () { return this[this.length - 1]; };
          Array.prototype.toJSON = function () { return 'broken by an old library'; }; Function.prototype.q = [];
          window.module = { exports: {} }; window.exports = window.module.exports; window.define = () => { throw 'define'; };
          window.define.amd = true; window.process = { env: {} }; window.React = window.preact = { h() { throw 'not yours'; } };
          window.h = window.render = () => { throw 'not yours'; }; window.name = 'a name'; window.status = 'x';`,
        body: '<img name="body2"><form id="HaloForm" name="cookie2"></form><a id="halo"></a><a id="init"></a>',
      },
    );
    await talks();
    expect(stage.halo.seen('/users/identify')[0]?.body.user_id).toBe('u1');
    expect(await stage.page.evaluate(() => JSON.stringify((window as unknown as { module: unknown }).module))).toBe(
      '{"exports":{}}',
    );
  });

  it('a page with an element called HaloAgents, and one that styles every part of a dialogue', async () => {
    const rules = 'all:unset!important;position:static!important;opacity:0!important;transform:scale(9)!important';
    await stage.open(
      init("theme: 'light'"),
      {},
      {
        policy: false,
        body: `<a id="HaloAgents"></a><style>body [data-halo],body section,body textarea,body button,body p,.panel,.launcher,body *{${rules};--accent:red;--text:red}
          html{font-size:4px!important;direction:rtl;writing-mode:vertical-rl;letter-spacing:2em;text-transform:uppercase}</style>`,
      },
    );
    await stage.launcher().waitFor();
    expect(await stage.launcher().boundingBox()).toMatchObject({ width: 56, height: 56 });
    await talks();
    const answer = stage.says('You said: hello');
    const looks = await answer.evaluate((element) => {
      const { letterSpacing, textTransform, writingMode, fontSize, direction } = getComputedStyle(element);
      return { letterSpacing, textTransform, writingMode, direction, big: Number.parseFloat(fontSize) >= 12 };
    });
    expect(looks).toEqual({
      ...{ letterSpacing: 'normal', textTransform: 'none', writingMode: 'horizontal-tb', direction: 'ltr', big: true },
    });
  });
});

it('matrix: SPA routes: the launcher follows the path, the conversation stays, each view is noted once', async () => {
  await stage.open(init("manualOnPaths: ['/editor/*']"));
  await talks();
  await stage.page.getByRole('button', { name: 'Close chat' }).first().click();
  const go = (script: string) => stage.page.evaluate(script);
  await go("history.pushState({}, '', '/editor/1')");
  await stage.launcher().waitFor({ state: 'hidden' });
  await go('halo.openChat()');
  await stage.says('You said: hello').waitFor();
  await go('halo.closeChat(); history.back()');
  await stage.launcher().waitFor();
  await go("history.pushState({}, '', '/team')");
  await stage.launcher().click();
  await stage.says('You said: hello').waitFor();
  await expect
    .poll(async () => {
      // The tab is left: what was gathered goes at once.
      await go(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))",
      );
      const events = stage.halo.seen('/events').flatMap(({ body }) => body.events);
      const views = events.filter(({ event_type }) => event_type === 'page_view');
      return views.map(({ page_url }) => new URL(page_url).pathname);
    }, LATE)
    .toEqual(['/app', '/editor/1', '/app', '/team']);
  expect(stage.halo.seen('/config')).toHaveLength(1);
});

it('matrix: storage denied: in a frame without an origin everything works, and is forgotten with the page', async () => {
  const address = serveApp(stage.halo, stage.folder, init("userId: 'u1'"));
  stage.halo.serve('/frame', (_call, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': 'sandbox allow-scripts' });
    response.end(
      `<!doctype html><html lang="en"><title>Acme</title><body><script src="${stage.halo.url}/sdk/latest/haloagents.umd.js"></script><script src="${stage.halo.url}/app.js"></script></body></html>`,
    );
  });
  stage.page = await (await stage.enter()).newPage();
  await stage.page.goto(address.replace('/app', '/frame'));
  const denied = await stage.page.evaluate(() => {
    try {
      return localStorage.length;
    } catch (cause) {
      return (cause as Error).name;
    }
  });
  expect(denied).toBe('SecurityError');
  await talks();
  await stage.ask('again');
  await stage.says('You said: again').waitFor();
  await stage.page.evaluate(() => (window as unknown as { halo: { reset(): Promise<void> } }).halo.reset());
  await stage.page.reload();
  await stage.launcher().click();
  await stage.field().waitFor();
});

it('matrix: storage full: nothing is lost while the page is there', async () => {
  await stage.open(
    `for (let size = 2 ** 20; size >= 1; size /= 2) try { for (let i = 0; ; i++) localStorage.setItem('mine' + size + i, 'x'.repeat(size)); } catch {}
     ${init("userId: 'u1'")}`,
  );
  await talks();
  await stage.page.context().setOffline(true);
  await stage.ask('kept in memory');
  await stage.says('We will send this').waitFor();
  await stage.page.context().setOffline(false);
  await stage.says('You said: kept in memory').waitFor();
  expect(stage.halo.seen('/chat/stream')).toHaveLength(2);
});

it('matrix: a page that goes into the browser’s cache for "back" comes out of it with its conversation', async () => {
  await stage.open(init());
  await talks();
  await stage.field().fill('a draft');
  await stage.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
  await expect.poll(() => stage.halo.streams, LATE).toBe(0);
  expect(await stage.page.evaluate('navigator.locks.query().then(({ held }) => held.map(({ name }) => name))')).toEqual(
    [],
  );
  await stage.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  stage.halo.say('teammate', 'Welcome back', 'Sam');
  await stage.says('Welcome back').waitFor();
  expect(await stage.field().inputValue()).toBe('a draft');
});
