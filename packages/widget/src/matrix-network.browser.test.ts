import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { json, refuse } from './testing/fake-halo.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const chats = () => stage.halo.seen('/chat/stream').map(({ body }) => body);
const thread = () => stage.page.locator('.thread');

it('matrix: slow 3G: the launcher stands before anything is answered, and nothing is said out of order', async () => {
  let answer = () => {};
  stage.halo.otherwise('/config', (_call, response) => {
    answer = () => json(response, 200, stage.halo.config);
  });
  await stage.open('');
  const devtools = await stage.page.context().newCDPSession(stage.page);
  await devtools.send('Network.enable');
  const slow = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...slow });
  await stage.page.evaluate(`${init()} halo.identify('u1', { name: 'Jane' }); halo.sendMessage('at once');`);
  await stage.launcher().click();
  await stage.field().waitFor();
  expect(chats().length).toBeLessThanOrEqual(1);
  await stage.ask('and then');
  await stage.says('You said: and then').waitFor();
  const order = stage.halo.calls.map(({ path }) => path).filter((path) => /identify|chat/.test(path));
  expect(order).toEqual(['/users/identify', '/chat/stream', '/chat/stream']);
  expect(chats().map(({ message }) => message)).toEqual(['at once', 'and then']);
  await expect.poll(() => stage.halo.seen('/config').length, LATE).toBe(1);
  answer();
  await stage.page.getByText('Ada').first().waitFor();
});

it('matrix: an answer of the configuration that breaks off is asked for again', async () => {
  stage.halo.otherwise('/config', (_call, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"agent":{"name":"Ad', () => response.destroy());
  });
  await stage.open(init());
  await stage.launcher().click();
  await stage.page.getByText('Ada').first().waitFor();
  expect(stage.halo.seen('/config')).toHaveLength(2);
});

describe('matrix: stream cut mid-token', () => {
  const TEXT = Buffer.from('Your plan is Pró ✓');
  const FRAME = Buffer.from('\u001e__ACTION__{"type":"sources","sources":[{"title":"Plans"}]}\u001e');
  const cuts = {
    'before the first byte': Buffer.alloc(0),
    'in the middle of a character': TEXT.subarray(0, TEXT.length - 1),
    'in the middle of a frame': Buffer.concat([TEXT, FRAME.subarray(0, 20)]),
  };
  it.each(Object.entries(cuts))('%s: what came stays, and the same question may be asked again', async (_, bytes) => {
    let cut = () => {};
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
      response.flushHeaders();
      response.write(bytes);
      cut = () => void response.destroy();
    });
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('what plan?');
    await (bytes.length ? stage.says('Your plan is Pr') : stage.page.getByText('Answering')).first().waitFor();
    cut();
    await stage.says('Your message is safe.').waitFor();
    expect(await thread().textContent()).not.toContain('__ACTION');
    expect(await stage.axe()).toEqual([]);
    await stage.page.getByRole('button', { name: 'Try again' }).click();
    await stage.says('You said: what plan?').waitFor();
    const [first, second] = chats();
    expect(second).toMatchObject({ message_id: first.message_id, message: 'what plan?' });
    expect(await thread().getByText('Your plan is Pr').count()).toBe(0);
    expect(await thread().locator('.own').count()).toBe(1);
  });

  it('is taken up by itself once the server has the whole answer, without asking twice', async () => {
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
      stage.halo.say('user', 'what plan?');
      stage.halo.say('ai', 'Your plan is Pro.');
      response.write('Your pl', () => response.destroy());
    });
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('what plan?');
    await stage.says('Your plan is Pro.').waitFor();
    await expect.poll(() => thread().locator('.answer').count(), LATE).toBe(1);
    expect([chats().length, await thread().locator('.own').count()]).toEqual([1, 1]);
  });

  it('the live stream cut mid-frame: listens again and misses nothing', async () => {
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    let live: ServerResponse | null = null;
    stage.halo.otherwise('/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      live = response;
      response.write('event: ready\ndata: {}\n\nevent: message\ndata: {"conversation_id":"conv_1","mess');
    });
    await stage.page.context().setOffline(true);
    await stage.page.context().setOffline(false);
    await stage.page.evaluate(
      "dispatchEvent(new PageTransitionEvent('pagehide')); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    );
    await expect.poll(() => live !== null, LATE).toBe(true);
    stage.halo.say('teammate', 'said in between', 'Sam');
    (live as unknown as ServerResponse).destroy();
    await stage.says('said in between').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    expect(await thread().getByText('said in between').count()).toBe(1);
  });
});

describe('matrix: 429/500', () => {
  const later = { 'retry-after': '1' };
  it('a message is sent until it is taken, once, in order, under one id', async () => {
    stage.halo.otherwise('/chat/stream', (_call, response) => refuse(response, 500, 'internal'));
    stage.halo.otherwise('/chat/stream', (_call, response) => json(response, 429, { code: 'rate_limited' }, later));
    stage.halo.otherwise('/chat/stream', (_call, response) => void response.destroy());
    stage.halo.otherwise('/chat/stream', (_call, response) => void response.writeHead(502).end('<html>Bad Gateway'));
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('one');
    await stage.ask('two');
    await stage.says('You said: two').waitFor();
    expect(chats().map(({ message }) => message)).toEqual(['one', 'one', 'one', 'one', 'one', 'two']);
    expect(new Set(chats().map(({ message_id }) => message_id)).size).toBe(2);
    expect(await thread().locator('.own').count()).toBe(2);
  });

  it('of everything else: the chat opens and speaks though config, identify, history, events and stream fail', async () => {
    for (const path of ['/users/identify', '/conversations', '/events', '/stream', '/companies/identify'])
      stage.halo.otherwise(path, (_call, response) => refuse(response, 500, 'internal'));
    stage.halo.otherwise('/config', (_call, response) => json(response, 429, { code: 'rate_limited' }, later));
    await stage.open(init("userId: 'u1', companyId: 'c1'"));
    await stage.launcher().click();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    await stage.page.getByText('Ada').first().waitFor();
  });

  it('the files of the chat: the launcher says so, and the next press tries again', async () => {
    await stage.open(init());
    await stage.launcher().waitFor();
    const broken = '**/panel.js*';
    await stage.page.route(broken, (route) => route.fulfill({ status: 500 }));
    await stage.launcher().click();
    await stage.page.getByText('The chat could not be loaded.').waitFor();
    expect(await stage.axe()).toEqual([]);
    await stage.page.unroute(broken);
    await stage.launcher().click();
    await stage.field().waitFor();
  });
});

it('matrix: offline send, tab closed, reopened: what was said is sent once, in order, and answered', async () => {
  await stage.open(init("userId: 'u1'"));
  await stage.launcher().click();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  const context = stage.page.context();
  const address = stage.page.url();
  await context.setOffline(true);
  await stage.ask('first offline');
  await stage.ask('second offline');
  await stage.says('We will send this when you are back').waitFor();
  await stage.page.close();
  await context.setOffline(false);
  stage.page = await context.newPage();
  await stage.page.goto(address);
  await stage.launcher().click();
  await stage.says('You said: second offline').waitFor();
  expect(chats().map(({ message }) => message)).toEqual(['hello', 'first offline', 'second offline']);
  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole('button', { name: /open chat/i }).click();
  await other.locator('.thread').getByText('You said: second offline').waitFor();
  expect(chats()).toHaveLength(3);
  await expect.poll(() => thread().locator('.own').count(), LATE).toBe(3);
});
