import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeToken } from '../testing/fake-token.ts';
import { createGatedHalo, type GatedHalo } from '../testing/gated-halo.ts';
import { startClient } from '../testing/test-client.ts';
import { testLocks } from '../testing/test-locks.ts';
import { type TestPage, testPage } from '../testing/test-page.ts';
import { createChat } from './chat.ts';

let halo: GatedHalo;
const clients: ReturnType<typeof startClient>[] = [];

beforeEach(() => {
  halo = createGatedHalo();
  for (const method of ['error', 'warn', 'info'] as const) vi.spyOn(console, method).mockImplementation(() => {});
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  vi.restoreAllMocks();
});

function open(more: Parameters<typeof startClient>[1] = {}, rest: Parameters<typeof startClient>[2] = {}) {
  const page = rest?.page ?? testPage();
  page.fetch = halo.fetch;
  const client = startClient({ url: 'http://halo.test' }, more, { ...rest, page });
  clients.push(client);
  return client;
}

const tabOf = (page: TestPage) => Object.assign(testPage(page.storage), { locks: page.locks });
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 5 });
const rest = () => new Promise((go) => setTimeout(go, 20));

/** Waits for a call and lets its answer go. */
async function release(path: string, how?: 'answered' | 'refused' | 'closed' | 'cut') {
  await until(() => expect(halo.held.map((held) => held.path)).toContain(path));
  halo.held.find((held) => held.path === path)?.release(how);
  await rest();
}

const everything = (client: ReturnType<typeof startClient>) =>
  JSON.stringify([client.core.store.get(), client.debug(), client.core.who, client.core.queue.list()]);

describe('an answer that comes late', () => {
  test('case 58: to A’s identify gives B neither A’s session, nor name, nor ignored keys', async () => {
    const client = open();
    client.identify('a', { name: 'Ann' });
    await until(() => expect(halo.held.map(({ path }) => path)).toContain('/users/identify'));
    const late = halo.held.find(({ path }) => path === '/users/identify');
    client.identify('b', { name: 'Bob' });
    const { id } = client.core.session.record;
    late?.release();
    await rest();
    expect(everything(client)).not.toContain('NAME-a');
    expect(client.core.session.record).toMatchObject({ id, user: 'b', linked: null });
  });

  test('case 58: a refusal of A’s call is neither tried again with B’s token nor held against B', async () => {
    const client = open();
    client.identify('a', { secret: 'CANARY-a' }, { userToken: fakeToken('a') });
    await until(() => expect(halo.held.map(({ path }) => path)).toContain('/users/identify'));
    const late = halo.held.find(({ path }) => path === '/users/identify');
    const token = fakeToken('b');
    client.identify('b', { name: 'Bob' }, { userToken: token });
    late?.release('refused');
    await rest();
    expect(client.core.proof.blocked).toBe(false);
    const identified = halo.calls.filter(({ path }) => path === '/users/identify');
    expect(identified.filter(({ token: sent }) => sent === token).map(({ body }) => body.user_id)).not.toContain('a');
    await release('/users/identify');
    expect(client.core.session.record.linked).toBe('b');
  });

  test('case 58: "this session is closed", said of A’s session, takes nothing from B', async () => {
    const client = open();
    client.identify('a', { name: 'Ann' });
    await release('/users/identify');
    client.opened(true);
    await until(() => expect(halo.held.map(({ path }) => path)).toContain('/conversations'));
    const late = halo.held.find(({ path }) => path === '/conversations');
    client.identify('b', { name: 'Bob' });
    const { id } = client.core.session.record;
    late?.release('closed');
    await rest();
    expect(client.core.session.record.id).toBe(id);
  });

  test('case 58: the chat’s file, asked for by A, sends nothing of A as B', async () => {
    let arrive: (file: { createChat: typeof createChat }) => void = () => {};
    const file = new Promise<{ createChat: typeof createChat }>((resolve) => {
      arrive = resolve;
    });
    const client = open({}, { loadChat: () => file });
    client.identify('a', { name: 'Ann' });
    client.send('CANARY-a').catch(() => {});
    client.requestHuman().catch(() => {});
    await release('/users/identify');
    client.identify('b', { name: 'Bob' });
    arrive({ createChat });
    await release('/users/identify');
    expect(JSON.stringify(halo.calls.filter(({ path }) => path !== '/users/identify'))).not.toContain('CANARY-a');
    expect(halo.calls.map(({ path }) => path)).not.toContain('/conversations/human');
    expect(everything(client)).not.toContain('CANARY-a');
  });

  test('case 58: what A’s closed tab left unsent, found while B arrives, is neither shown nor sent', async () => {
    const page = Object.assign(testPage(), { locks: testLocks() });
    page.storage?.setItem(
      'halo:org_1:session',
      JSON.stringify({ epoch: 'e', id: `sess_${'a'.repeat(22)}`, user: null, linked: null, talked: false }),
    );
    const left = { id: 'm1', kind: 'message', at: Date.now(), data: { text: 'CANARY-a', user: null } };
    page.storage?.setItem('halo:org_1:queue:gone', JSON.stringify({ epoch: 'e', items: [left] }));
    const client = open({}, { page });
    void client.reset();
    await rest();
    expect(everything(client)).not.toContain('CANARY-a');
    expect(JSON.stringify(halo.calls)).not.toContain('CANARY-a');
  });

  test('case 56: a token fetched for A before a logout is not taken by A who comes back', async () => {
    const waiting: ((token: string) => void)[] = [];
    const client = open({ getUserToken: () => new Promise<string>((resolve) => waiting.push(resolve)) });
    client.identify('a', { name: 'Ann' });
    await until(() => expect(waiting).toHaveLength(1));
    void client.reset();
    client.identify('a', { name: 'Ann' });
    await until(() => expect(waiting).toHaveLength(2));
    const [old, fresh] = [fakeToken('a'), fakeToken('a')];
    waiting[0]?.(old);
    await rest();
    expect(client.core.proof.hasToken).toBe(false);
    waiting[1]?.(fresh);
    await until(() => expect(halo.calls.find(({ path }) => path === '/users/identify')?.token).toBe(fresh));
    expect(JSON.stringify(halo.calls)).not.toContain(old);
  });
});

describe('the live stream', () => {
  test('case 59: is opened for B though A’s was waiting for proof, which holds no lock against B', async () => {
    const page = Object.assign(testPage(), { locks: testLocks() });
    const client = open({ getUserToken: async () => null, userToken: fakeToken('a') }, { page });
    client.identify('a', { name: 'Ann' });
    await release('/users/identify');
    client.send('CANARY-a').catch(() => {});
    await release('/chat/stream');
    await release('piece');
    await release('piece');
    await until(() => expect(halo.held.map(({ path }) => path)).toContain('/stream'));
    await release('/stream', 'refused');
    await until(() => expect(client.core.proof.blocked).toBe(true));

    const token = fakeToken('b');
    client.identify('b', { name: 'Bob' }, { userToken: token });
    await release('/users/identify');
    client.send('of B').catch(() => {});
    await release('/chat/stream');
    await release('piece');
    await release('piece');
    await until(() => expect(halo.calls.filter(({ path }) => path === '/stream').at(-1)?.token).toBe(token));
    const { session } = halo.calls.filter(({ path }) => path === '/stream').at(-1) ?? {};
    expect(session).toBe(client.core.session.record.id);
  });

  test('case 58: a frame for A that comes after B is neither shown nor passed on to other tabs as B’s', async () => {
    const page = testPage();
    const client = open({}, { page });
    client.identify('a', { name: 'Ann' });
    await release('/users/identify');
    client.send('hello of A').catch(() => {});
    await release('/chat/stream');
    await release('piece');
    await release('piece');
    await release('/stream');
    for (const { path } of [...halo.held]) if (path === 'frame') await release('frame');
    halo.say('a', 'CANARY-a');
    client.identify('b', { name: 'Bob' });
    const told: string[] = [];
    client.core.tabs.tell = (news) => told.push(JSON.stringify(news));
    while (halo.held.some(({ path }) => path === 'frame')) await release('frame');
    expect(everything(client)).not.toContain('CANARY-a');
    expect(told.join()).not.toContain('CANARY-a');
  });
});

describe('the other tabs', () => {
  async function twoOf(user: string) {
    const page = testPage();
    const one = open({}, { page });
    one.identify(user, { name: 'Ann' });
    await release('/users/identify');
    const two = open({}, { page: tabOf(page) });
    two.identify(user, { name: 'Ann' });
    await release('/users/identify');
    return { one, two };
  }

  test('case 58: a tab that could not hear blanks when it is looked at again, before anything is drawn', async () => {
    const { one, two } = await twoOf('a');
    two.core.tabs.close();
    two.core.store.set({ firstName: 'CANARY-a' });
    one.identify('b', { name: 'Bob' });
    expect(two.core.who.userId).toBe('a');
    two.page.happen('visible');
    expect(everything(two)).not.toContain('CANARY-a');
    expect(two.core.who.userId).toBeNull();
    expect(two.core.dormant()).toBe(true);
  });

  test('case 57: a tab that could not hear of a logout blanks when it is looked at again', async () => {
    const { one, two } = await twoOf('a');
    two.core.tabs.close();
    void one.reset();
    two.page.happen('back');
    expect(two.core.who.userId).toBeNull();
  });

  test('case 57: what a tab wrote before it heard of the logout is gone once it has', async () => {
    const { one, two } = await twoOf('a');
    void one.reset();
    two.core.shelf.set('events', { epoch: two.core.session.record.epoch, events: ['CANARY-a'] });
    await until(() => expect(two.core.who.userId).toBeNull());
    expect(two.page.storage?.length).toBe(0);
  });

  test('a page that speaks as a visitor leaves the tabs of A alone', async () => {
    const { one, two } = await twoOf('a');
    const shop = open({}, { page: tabOf(one.page) });
    shop.send('what does it cost?').catch(() => {});
    await release('/chat/stream');
    for (const tab of [one, two]) {
      tab.page.happen('visible');
      expect(tab.core.who.userId).toBe('a');
    }
    // Until somebody else signs in on that page.
    shop.identify('b', { name: 'Bob' });
    for (const tab of [one, two]) await until(() => expect(tab.core.who.userId).toBeNull());
  });

  test('safety R1: destroy forgets the session for its own tab only, and ends nothing', async () => {
    const { one, two } = await twoOf('a');
    const { id } = two.core.session.record;
    one.destroy();
    expect(one.core.who.userId).toBeNull();
    await rest();
    expect(two.core.who.userId).toBe('a');
    expect(two.core.session.record.id).toBe(id);
    expect(two.page.storage?.length).toBeGreaterThan(0);
    expect(halo.calls.map(({ path }) => path)).not.toContain('/sessions/end');
  });
});

test('what a page says before it names B survives that A was here before', async () => {
  const page = testPage();
  const one = open({}, { page });
  one.identify('a', { name: 'Ann' });
  await release('/users/identify');
  one.core.queue.close();
  const two = open({}, { page: testPage(page.storage) });
  two.setContext('page', { title: 'Billing' });
  two.identify('b', { name: 'Bob' });
  expect(two.core.who.context).toEqual({ page: { title: 'Billing' } });
});
