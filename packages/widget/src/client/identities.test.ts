import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { json, refuse } from '../testing/fake-halo.ts';
import { createStage, type Stage, told, until } from '../testing/stage.ts';
import { testPage } from '../testing/test-page.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('identify', () => {
  it('warns that nobody has a name once, and only while neither this call nor one before has said it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const words = () => warned.mock.calls.flat().filter((said) => String(said).includes('"Anonymous"'));
    const client = start();
    await client.identify('u1', { name: 'Jane' });
    await client.identify('u1', { plan: 'pro' });
    expect(words()).toEqual([]);
    await client.identify('u2', { plan: 'pro' });
    expect(words()).toHaveLength(1);
  });

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
    expect(vi.mocked(console.error).mock.calls.flat().join(' ')).toContain('created_at, id');
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

  it('says that the user is still there every five minutes, while the page is looked at', async () => {
    const client = start();
    await client.identify('u1', { name: 'Jane' });
    client.page.now = () => Date.now() + 240_000;
    client.page.happen('visible');
    client.page.now = () => Date.now() + 301_000;
    client.page.isVisible = false;
    client.page.happen('visible');
    client.page.isVisible = true;
    client.page.happen('visible');
    await until(() => expect(halo.seen('/users/identify')).toHaveLength(2));
    expect(halo.seen('/users/identify')[1]?.body).toMatchObject({ user_id: 'u1', traits: {} });
  });
});
