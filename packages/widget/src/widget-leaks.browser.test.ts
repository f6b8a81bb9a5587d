import type { CDPSession } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, LATE } from './testing/browser-stage.ts';
import { WATCH_LEAKS } from './testing/watch-leaks.ts';

let stage: BrowserStage;
let devtools: CDPSession;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.reset();
  await stage.open('', {}, { early: WATCH_LEAKS });
  devtools = await stage.page.context().newCDPSession(stage.page);
  await devtools.send('Performance.enable');
  await stage.page.evaluate(`
    window.root = () => document.querySelector('[data-halo]').shadowRoot;
    window.until = async (check) => { while (!check()) await new Promise((go) => setTimeout(go, 20)); };
    window.start = () => { window.halo = HaloAgents.init({ orgId: 'org_1', apiKey: 'ab_live_1', userId: 'u1' }); };
    window.talk = async (text) => {
      halo.openChat();
      await until(() => root().querySelector('textarea'));
      await halo.sendMessage(text);
      await until(() => root().querySelector('.thread').textContent.includes('You said: ' + text));
    };
    window.round = async () => {
      halo.openChat();
      await new Promise(requestAnimationFrame);
      halo.closeChat();
      await new Promise(requestAnimationFrame);
    };
    // A page that speaks of Halo nowhere any more; what it has in flight has come back.
    window.finish = async (how) => { halo[how](); delete window.halo; await new Promise((go) => setTimeout(go, 300)); };
  `);
});
afterEach(() => stage.leave());

const run = (script: string) => stage.page.evaluate(script);

/** What stays once the garbage is gone. */
async function weigh(): Promise<{ nodes: number; listeners: number; megabytes: number }> {
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), megabytes: of('JSHeapUsedSize') / 2 ** 20 };
}

it.each(['destroy', 'unmount'])('%s() leaves no listener, no interval and no node on the page', async (how) => {
  const cycle = async () => {
    await run('start()');
    await run(`talk('hello')`);
    await run(`halo.highlightElement('h1', { label: 'Here' })`);
    await run('round()');
    await run(`finish('${how}')`);
  };
  const own = await run('left()');
  await cycle();
  expect(await run('left()')).toEqual(own);
  expect(await run(`document.querySelectorAll('[data-halo]').length + document.body.children.length`)).toBe(3);
  const first = await weigh();
  for (let i = 0; i < 4; i++) await cycle();
  expect(await run('left()')).toEqual(own);
  // What a request has in flight may come back a moment later.
  await expect.poll(async () => (await weigh()).nodes, LATE).toBeLessThanOrEqual(first.nodes);
  expect((await weigh()).listeners).toBeLessThanOrEqual(first.listeners);
});

it('holds 500 messages in a few megabytes, and opening it again and again adds nothing', async () => {
  const empty = await weigh();
  await run('start()');
  await run(`talk('hello')`);
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  for (let i = 0; i < 500; i++)
    stage.halo.say('teammate', `Message **${i}** about your [sync](https://acme.example).`, 'Sam');
  await expect.poll(() => run(`root().querySelector('.thread').textContent.includes('Message 499 ')`), LATE).toBe(true);
  await run('(async () => { for (let i = 0; i < 5; i++) await round(); })()');
  // What is read aloud is taken away a little later.
  await expect.poll(() => run(`root().querySelectorAll('[role=log] p').length`), LATE).toBe(0);
  const before = await weigh();
  await run('(async () => { for (let i = 0; i < 50; i++) await round(); })()');
  const after = await weigh();
  expect(after.nodes).toBe(before.nodes);
  expect(after.listeners).toBe(before.listeners);
  expect(after.megabytes - empty.megabytes).toBeLessThan(6);
});
