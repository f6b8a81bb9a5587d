import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeHalo, json, refuse, startFakeHalo } from '../testing/fake-halo.ts';
import { fakeToken } from '../testing/fake-token.ts';
import { startClient, type TestClient } from '../testing/test-client.ts';
import { testPage } from '../testing/test-page.ts';
import { HaloError } from './halo-error.ts';

let halo: FakeHalo;
let clients: TestClient[] = [];

function start(...args: Parameters<typeof startClient> extends [unknown, ...infer Rest] ? Rest : never): TestClient {
  const client = startClient(halo, ...args);
  clients.push(client);
  return client;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });
const told = (client: TestClient, event: string) => client.told.filter((one) => one.event === event);

beforeEach(async () => {
  halo = await startFakeHalo();
  for (const method of ['error', 'warn', 'info'] as const) vi.spyOn(console, method).mockImplementation(() => {});
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  clients = [];
  await halo.close();
  vi.restoreAllMocks();
});

describe('identify', () => {
  it('merges calls for one user into one request, and gives every call that answer', async () => {
    const client = start();
    const answers = await Promise.all([
      client.identify('u1', { name: 'Jane', plan: 'free' }),
      client.identify('u1', { plan: 'pro' }),
      client.identify(' u1'.trim(), { role: null }),
    ]);
    expect(halo.seen('/users/identify')).toHaveLength(1);
    expect(halo.seen('/users/identify')[0]?.body).toMatchObject({
      user_id: 'u1',
      traits: { name: 'Jane', plan: 'pro', role: null },
      rotate_session: true,
    });
    expect(new Set(answers.map((answer) => answer.request_id)).size).toBe(1);
  });

  it('does not send an equal repeat within a page view, but sends the first of every page view', async () => {
    const page = testPage();
    const first = start({}, { page });
    await first.identify('u1', { name: 'Jane', plan: 'pro' });
    await first.identify('u1', { plan: 'pro' });
    await first.identify('u1');
    expect(halo.seen('/users/identify')).toHaveLength(1);
    await first.identify('u1', { plan: 'team' });
    expect(halo.seen('/users/identify')).toHaveLength(2);
    const second = start({}, { page: testPage(page.storage) });
    await second.identify('u1', { plan: 'team' });
    expect(halo.seen('/users/identify')).toHaveLength(3);
  });

  it('goes on in the session an answer names, and asks for a successor only once', async () => {
    const client = start();
    const answer = await client.identify('u1', { name: 'Jane' });
    expect(client.core.session.record.id).toBe(answer.session_id);
    await client.identify('u1', { name: 'Janet' });
    const [one, two] = halo.seen('/users/identify');
    expect(one?.body.session_id).not.toBe(answer.session_id);
    expect(two?.body).toMatchObject({ session_id: answer.session_id });
    expect(two?.body.rotate_session).toBeUndefined();
  });

  it('always precedes a chat message asked for after it, however slow it is', async () => {
    halo.otherwise('/users/identify', async (call, response) => {
      await new Promise((go) => setTimeout(go, 150));
      json(response, 200, {
        success: true,
        result: 'created',
        trust: 'claimed',
        session_id: call.body.session_id,
        linked: {},
        ignored: [],
      });
    });
    const client = start();
    client.identify('u1', { name: 'Jane' });
    client.identifyCompany('acme', { plan: 'pro' });
    await client.send('hello');
    expect(halo.calls.map((call) => call.path).filter((path) => path !== '/stream')).toEqual([
      '/users/identify',
      '/companies/identify',
      '/chat/stream',
    ]);
    expect(halo.seen('/chat/stream')[0]?.body).toMatchObject({ user_id: 'u1', company_id: 'acme', message: 'hello' });
  });

  it('refuses ids that can only be a bug without a call, and takes numbers as text', async () => {
    const client = start();
    for (const id of [undefined, null, '', '  ', Number.NaN, 2 ** 60, {}]) {
      await expect(client.identify(id)).rejects.toMatchObject({ code: 'invalid_user_id' });
    }
    await client.identify(123);
    expect(halo.seen('/users/identify').map((call) => call.body.user_id)).toEqual(['123']);
  });

  it('prints the keys of reserved traits and reports them', async () => {
    halo.otherwise('/users/identify', (_call, response) =>
      refuse(response, 400, 'reserved_traits', { reserved_keys: ['created_at', 'id'] }),
    );
    const client = start();
    await expect(client.identify('u1', { created_at: 'x' })).rejects.toMatchObject({
      code: 'reserved_traits',
      status: 400,
    });
    expect(vi.mocked(console.error).mock.calls.flat().join(' ')).toContain('created_at,id');
    expect(told(client, 'error')).toHaveLength(1);
  });

  it('tries again after 503 and 429 and never after 400', async () => {
    halo.otherwise('/users/identify', (_call, response) => refuse(response, 503, 'busy'));
    halo.otherwise('/users/identify', (_call, response) => refuse(response, 400, 'invalid_request'));
    const client = start();
    await expect(client.identify('u1', { name: 'J' })).rejects.toMatchObject({ status: 400 });
    expect(halo.seen('/users/identify')).toHaveLength(2);
    expect(halo.seen('/users/identify')[0]?.body.message_id).toBe(halo.seen('/users/identify')[1]?.body.message_id);
  });
});

describe('proof (cases 52–56)', () => {
  it('53. never sends an expired token: paused, one callback, the message kept and sent in order after refresh', async () => {
    halo.enforce = true;
    const expired = vi.fn();
    const client = start({ onIdentityExpired: expired });
    client.identify('u1', { name: 'Jane' }, { userToken: fakeToken('u1', -5) });
    const sent = [client.send('one'), client.send('two')];
    await until(() => expect(client.core.proof.blocked).toBe(true));
    await new Promise((go) => setTimeout(go, 100));
    expect(halo.calls).toHaveLength(0);
    expect(expired.mock.calls).toEqual([[{ reason: 'identity_expired' }]]);
    expect(client.core.store.get().paused).toBe(true);
    expect(client.texts()).toEqual(['user: one', 'user: two']);

    await client.identify('u1', { name: 'Jane' }, { userToken: fakeToken('u1') });
    await Promise.all(sent);
    expect(halo.seen('/chat/stream').map((call) => call.body.message)).toEqual(['one', 'two']);
    expect(halo.calls.every((call) => call.path === '/stream' || !call.body || call.body.user_token)).toBe(true);
    expect(expired).toHaveBeenCalledTimes(1);
    expect(client.core.store.get().paused).toBe(false);
  });

  it('answers a 403 with one fresh token and one more try', async () => {
    halo.enforce = true;
    const tokens = [fakeToken('u1', 3_600, 'forged'), fakeToken('u1')];
    const getUserToken = vi.fn(async () => tokens.shift());
    const client = start({ getUserToken });
    await expect(client.identify('u1', { name: 'Jane' })).resolves.toMatchObject({ trust: 'verified' });
    expect(getUserToken).toHaveBeenCalledTimes(2);
    expect(told(client, 'identityExpired')).toHaveLength(0);
  });

  it('pauses when the fresh token is refused as well, and asks the page once', async () => {
    halo.enforce = true;
    const getUserToken = vi.fn(async () => fakeToken('u1', 3_600, 'forged'));
    const client = start({ getUserToken });
    await expect(client.identify('u1', { name: 'Jane' })).rejects.toMatchObject({ code: 'identity_paused' });
    expect(halo.seen('/users/identify')).toHaveLength(2);
    expect(told(client, 'identityExpired')).toEqual([
      { event: 'identityExpired', detail: { reason: 'identity_invalid' } },
    ]);
  });

  it('does not circle when the page answers every pause with the same bad token', async () => {
    halo.enforce = true;
    const bad = fakeToken('u1', 3_600, 'forged');
    let client: TestClient | null = null;
    client = start({ onIdentityExpired: () => client?.identify('u1', {}, { userToken: bad }).catch(() => {}) });
    client.identify('u1', {}, { userToken: bad });
    await until(() => expect(client?.core.proof.blocked).toBe(true));
    await new Promise((go) => setTimeout(go, 200));
    expect(halo.seen('/users/identify')).toHaveLength(1);
  });

  it('54. refuses a token for another user without switching, from getUserToken and from identify', async () => {
    const client = start({ getUserToken: async () => fakeToken('u2') });
    await expect(client.identify('u1', { name: 'Jane' })).rejects.toMatchObject({ code: 'identity_paused' });
    expect(told(client, 'identityExpired')).toEqual([
      { event: 'identityExpired', detail: { reason: 'identity_mismatch' } },
    ]);
    await expect(client.identify('u1', {}, { userToken: fakeToken('u2') })).rejects.toMatchObject({
      code: 'identity_mismatch',
    });
    expect(client.core.who.userId).toBe('u1');
    expect(halo.calls).toHaveLength(0);
  });

  it('55. a refresh that finds no network never turns the user into a visitor', async () => {
    let down = true;
    const getUserToken = vi.fn(async () => {
      if (down) throw new TypeError('Failed to fetch');
      return fakeToken('u1');
    });
    const client = start({ getUserToken });
    client.identify('u1', { name: 'Jane' });
    client.send('hello');
    await until(() => expect(client.core.proof.blocked).toBe(true));
    expect(told(client, 'identityExpired')).toHaveLength(0);
    expect(halo.calls).toHaveLength(0);
    down = false;
    client.page.happen('online');
    await until(() => expect(halo.seen('/chat/stream')).toHaveLength(1));
    expect(halo.calls.every((call) => call.body === undefined || call.body.user_id === 'u1')).toBe(true);
  });

  it('56. any number of needs share one call of getUserToken', async () => {
    const getUserToken = vi.fn(async () => {
      await new Promise((go) => setTimeout(go, 50));
      return fakeToken('u1');
    });
    const client = start({ getUserToken });
    client.identify('u1', { name: 'Jane' });
    client.events.add('clicked', {});
    client.events.flush();
    const chat = await client.chat();
    chat.look();
    await Promise.all(Array.from({ length: 10 }, () => client.core.proof.acquire()));
    expect(getUserToken).toHaveBeenCalledTimes(1);
  });

  it('a token that runs out is renewed before it is sent again', async () => {
    const tokens = [fakeToken('u1', 20), fakeToken('u1', 3_600)];
    const getUserToken = vi.fn(async () => tokens.shift());
    const client = start({ getUserToken });
    await client.identify('u1', { name: 'Jane' });
    await client.send('hello');
    expect(getUserToken).toHaveBeenCalledTimes(2);
  });

  it('keeps the token out of storage', async () => {
    const page = testPage();
    const token = fakeToken('u1');
    const client = start({}, { page });
    await client.identify('u1', { name: 'Jane' }, { userToken: token });
    await client.send('hello');
    const all = Array.from({ length: page.storage?.length ?? 0 }, (_, i) =>
      page.storage?.getItem(page.storage.key(i) ?? ''),
    );
    expect(all.join()).not.toContain(token);
  });
});

describe('logout and switch (cases 57–60)', () => {
  it('57. logout ends the server session, closes the stream, empties storage, tells other tabs', async () => {
    const page = testPage();
    const one = start({}, { page });
    await one.identify('a', { name: 'Ann' });
    await one.send('secret of A');
    await until(() => expect(halo.streams).toBe(1));
    const two = start({}, { page: testPage(page.storage) });
    await two.identify('a');
    two.opened(true);
    await until(() => expect(two.texts()).toContain('user: secret of A'));
    const { id } = one.core.session.record;

    await one.reset();
    expect(halo.seen('/sessions/end').map((call) => call.body.session_id)).toEqual([id]);
    expect(page.storage?.length).toBe(0);
    expect(one.core.store.get()).toMatchObject({ messages: [], firstName: null, conversation: null });
    await until(() => expect(two.core.who.userId).toBeNull());
    expect(two.texts()).toEqual([]);
    await until(() => expect(halo.streams).toBe(0));
    await one.send('as a visitor');
    const last = halo.seen('/chat/stream').at(-1)?.body;
    expect(last.user_id).toBeUndefined();
    expect(last.session_id).not.toBe(id);
  });

  it('58. identify as B without logout drops everything of A at once, and B goes on in a new session', async () => {
    const client = start({ getUserToken: async () => undefined, userToken: fakeToken('a') });
    await client.identify('a', { name: 'Ann' });
    client.identifyCompany('acme-of-a', { plan: 'pro' });
    client.setContext('page', { secret: 1 });
    await client.send('secret of A');
    await until(() => expect(client.texts()).toContain('ai: You said: secret of A'));
    const before = client.core.session.record;

    const painted: string[] = [];
    client.core.store.subscribe(() => painted.push(JSON.stringify(client.core.store.get())));
    const done = client.identify('b', { name: 'Bob' }, { userToken: fakeToken('b') });
    expect(client.core.store.get()).toMatchObject({ messages: [], conversation: null, firstName: null });
    expect(painted.join()).not.toContain('secret of A');
    expect(client.core.who).toMatchObject({ userId: 'b', companyId: null, context: null });
    expect(client.core.session.record.epoch).not.toBe(before.epoch);
    halo.conversation = null;
    halo.messages = [];
    await done;
    await client.send('hi');
    const body = halo.seen('/chat/stream').at(-1)?.body;
    expect(body).toMatchObject({ user_id: 'b', message: 'hi' });
    expect(body.company_id).toBeUndefined();
    expect(body.context).toBeUndefined();
    expect(body.session_id).not.toBe(before.id);
    expect(painted.join()).not.toContain('secret of A');
  });

  it('58. an answer to A that is still coming is never shown to B', async () => {
    halo.pauseMs = 120;
    halo.answer = () => ['one ', 'two ', 'three ', 'four'];
    const client = start();
    await client.identify('a', { name: 'Ann' });
    await client.send('question of A');
    await until(() => expect(client.texts().join()).toContain('one'));
    const done = client.identify('b', { name: 'Bob' });
    halo.conversation = null;
    halo.messages = [];
    await done;
    await new Promise((go) => setTimeout(go, 500));
    expect(client.texts()).toEqual([]);
  });

  it('59. new replies arrive for B without a reload', async () => {
    const client = start();
    await client.identify('a', { name: 'Ann' });
    await client.send('of A');
    await until(() => expect(halo.streams).toBe(1));
    halo.conversation = null;
    halo.messages = [];
    await client.identify('b', { name: 'Bob' });
    await client.send('of B');
    await until(() => expect(halo.streams).toBe(1));
    halo.say('teammate', 'Hello Bob', 'Sam');
    await until(() => expect(client.texts()).toContain('teammate: Hello Bob'));
    expect(halo.seen('/stream').at(-1)?.headers['x-halo-session']).toBe(client.core.session.record.id);
  });

  it('60. a reload as B shows B only; a page that names nobody does not read the stored session', async () => {
    const page = testPage();
    const one = start({}, { page });
    await one.identify('a', { name: 'Ann' });
    await one.send('secret of A');
    const { id } = one.core.session.record;
    one.destroy();

    const visitor = start({}, { page: testPage(page.storage) });
    visitor.resume();
    visitor.opened(true);
    await new Promise((go) => setTimeout(go, 100));
    expect(visitor.texts()).toEqual([]);
    await visitor.send('who am I');
    expect(halo.seen('/chat/stream').at(-1)?.body.session_id).not.toBe(id);
    visitor.destroy();
  });

  it('keeps what a visitor has said when they sign in', async () => {
    const client = start();
    await client.send('as a visitor');
    await until(() => expect(client.texts()).toHaveLength(2));
    await client.identify('a', { name: 'Ann' });
    expect(client.texts()[0]).toBe('user: as a visitor');
  });

  it('starts a new session after destroy', async () => {
    const page = testPage();
    const one = start({}, { page });
    await one.send('hello');
    const { id } = one.core.session.record;
    one.destroy();
    const two = start({}, { page, fresh: true });
    expect(two.core.session.record.id).not.toBe(id);
  });
});

describe('the queue', () => {
  it('keeps order over a network that is down, and replays once after a reload', async () => {
    const page = testPage();
    let down = true;
    page.fetch = (input, init) => (down ? Promise.reject(new TypeError('Failed to fetch')) : fetch(input, init));
    const one = start({}, { page });
    one.send('first');
    one.send('second');
    await until(() => expect(one.texts()).toHaveLength(2));
    expect(halo.calls).toHaveLength(0);
    const left = page.storage as Storage;
    // The tab is closed: nothing is forgotten, as `destroy` would, the page is simply gone.
    one.core.queue.close();
    down = false;

    const two = start({}, { page: testPage(left) });
    await until(() => expect(halo.seen('/chat/stream')).toHaveLength(2));
    expect(halo.seen('/chat/stream').map((call) => call.body.message)).toEqual(['first', 'second']);
    expect(two.texts()).toContain('user: first');
    const ids = halo.seen('/chat/stream').map((call) => call.body.message_id);
    expect(new Set(ids).size).toBe(2);
  });

  it('never sends what a former person has left behind', async () => {
    const page = testPage();
    page.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const one = start({}, { page });
    one.identify('a', { name: 'Ann' });
    one.send('secret of A');
    await until(() => expect(one.texts()).toHaveLength(1));
    one.core.queue.close();
    const two = start({}, { page: testPage(page.storage) });
    await two.identify('b', { name: 'Bob' });
    await two.send('of B');
    expect(halo.seen('/chat/stream').map((call) => call.body.message)).toEqual(['of B']);
  });

  it('works where storage is blocked', async () => {
    const client = start({}, { page: testPage(null) });
    await client.identify('u1', { name: 'Jane' });
    await client.send('hello');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello']));
    await client.reset();
    expect(client.texts()).toEqual([]);
  });

  it('marks a refused message as failed and sends it again under its id', async () => {
    halo.otherwise('/chat/stream', (_call, response) => refuse(response, 400, 'invalid_request'));
    const client = start();
    await client.chat();
    await expect(client.send('hello')).rejects.toBeInstanceOf(HaloError);
    const [failed] = client.core.store.get().messages;
    expect(failed).toMatchObject({ state: 'failed', retryable: true });
    (await client.chat()).retry(failed?.key ?? '');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello']));
    const ids = halo.seen('/chat/stream').map((call) => call.body.message_id);
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('the conversation', () => {
  it('shows each message once, though it comes by the answer and by the live stream', async () => {
    const client = start();
    await client.send('hello');
    await until(() => expect(halo.streams).toBe(1));
    await client.send('again');
    await until(() => expect(client.core.store.get().messages.filter((message) => message.seq)).toHaveLength(4));
    expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello', 'user: again', 'ai: You said: again']);
  });

  it('takes actions out of the text and tells the page of each once', async () => {
    const escalated = '{"type":"escalated","ticket_id":"t1","message":"told"}';
    halo.answer = () => ['Let me ', `\u001e__ACTION__${escalated}\u001e`, 'ask.'];
    const client = start();
    await client.send('help');
    await until(() => expect(client.texts()).toContain('ai: Let me ask.'));
    expect(told(client, 'action')).toHaveLength(1);
    expect(client.core.store.get().human).toBe('asked');
  });

  it('takes up a broken answer from the server', async () => {
    halo.otherwise('/chat/stream', (call, response) => {
      response.writeHead(200, { 'x-session-id': call.body.session_id, 'x-conversation-id': 'conv_1' });
      response.write('Half an ans');
      setTimeout(() => response.destroy(), 50);
      halo.say('user', call.body.message);
      halo.say('ai', 'Half an answer made whole.');
    });
    const client = start();
    await client.send('hello');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: Half an answer made whole.']));
  });

  it('asks for a human in the order of speaking, and says what came of it', async () => {
    const client = start();
    client.identify('u1', { name: 'Jane' });
    client.send('help me');
    await client.requestHuman();
    expect(halo.seen('/conversations/human')[0]?.body).toEqual({
      session_id: client.core.session.record.id,
      user_id: 'u1',
    });
    await until(() => expect(client.texts().filter((text) => text.startsWith('system'))).toHaveLength(1));
    expect(client.core.store.get().human).toBe('asked');
  });

  it('sends the whole context with every chat once the page has said something, and a visitor’s traits', async () => {
    const client = start();
    await client.send('one');
    expect(halo.seen('/chat/stream')[0]?.body).not.toHaveProperty('context');
    client.describe({ plan: 'trial' });
    client.setContext('sync', { type: 'integration_status', status: 'failing' });
    client.setContext('page', { type: 'page', title: 'Billing' });
    client.clearContext('page');
    await client.send('two');
    expect(halo.seen('/chat/stream')[1]?.body).toMatchObject({
      context: { sync: { type: 'integration_status', status: 'failing' } },
      custom_fields: { plan: 'trial' },
    });
  });

  it('counts what comes while nobody looks, and marks it read when somebody does', async () => {
    const client = start();
    await client.send('hello');
    await until(() => expect(halo.streams).toBe(1));
    await until(() => expect(client.core.store.get().messages.every((message) => message.seq)).toBe(true));
    const before = client.core.store.get().unread;
    halo.say('teammate', 'Sam here', 'Sam');
    await until(() => expect(client.core.store.get().unread).toBe(before + 1));
    client.opened(true);
    await until(() => expect(client.core.store.get().unread).toBe(0));
    await until(() => expect(halo.seen('/conversations/conv_1/read').at(-1)?.body).toEqual({ seq: 3 }));
  });
});

describe('events', () => {
  it('are batched, carry who is here, and do not keep a chat waiting', async () => {
    const client = start();
    await client.identify('u1', { name: 'Jane' });
    client.events.add('one', {});
    client.events.add('two', { metadata: { a: 1 } });
    client.events.flush();
    await until(() => expect(halo.seen('/events')).toHaveLength(1));
    const { body } = halo.seen('/events')[0] ?? {};
    expect(body).toMatchObject({ user_id: 'u1', session_id: client.core.session.record.id });
    expect(body.events.map((event: { event_type: string }) => event.event_type)).toEqual(['one', 'two']);
  });

  it('are kept for the same person when the page is left without a network', async () => {
    const page = testPage();
    const one = start({}, { page });
    await one.send('hello');
    one.events.add('left', {});
    page.isOnline = false;
    page.happen('hidden');
    one.core.queue.close();
    const two = start({}, { page: testPage(page.storage) });
    two.events.flush();
    await until(() => expect(halo.seen('/events')[0]?.body.events[0].event_type).toBe('left'));
  });
});
