import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeToken } from '../testing/fake-token.ts';
import { createStage, type Stage, until } from '../testing/stage.ts';
import { testPage } from '../testing/test-page.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('logout and switch (cases 57–60)', () => {
  it('case 57: logout ends the server session, closes the stream, empties storage, tells other tabs', async () => {
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

  it('case 58: identify as B without logout drops everything of A at once, and B goes on in a new session', async () => {
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

  it('case 58: an answer to A that is still coming is never shown to B', async () => {
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

  it('case 59: new replies arrive for B without a reload', async () => {
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

  it('case 60: a reload as B shows B only; a page that names nobody does not read the stored session', async () => {
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
