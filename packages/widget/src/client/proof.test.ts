import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refuse } from '../testing/fake-halo.ts';
import { fakeToken } from '../testing/fake-token.ts';
import { createStage, type Stage, told, until } from '../testing/stage.ts';
import type { TestClient } from '../testing/test-client.ts';
import { testPage } from '../testing/test-page.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('proof (cases 52–56)', () => {
  it('case 53: never sends an expired token: paused, one callback, the message kept and sent in order after refresh', async () => {
    halo.enforce = true;
    const expired = vi.fn();
    const client = start({ onIdentityExpired: expired });
    client.identify('u1', { name: 'Jane' }, { userToken: fakeToken('u1', -5) });
    const sent = [client.send('one'), client.send('two')];
    await until(() => expect(client.core.proof.blocked).toBe(true));
    await new Promise((go) => setTimeout(go, 100));
    // Nothing but what time it is, which is asked without a name or a token.
    expect(halo.calls.map(({ path, body }) => ({ path, body }))).toEqual([{ path: '/config', body: undefined }]);
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

  it('case 54: refuses a token for another user without switching, from getUserToken and from identify', async () => {
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

  it('case 55: a refresh that finds no network never turns the user into a visitor', async () => {
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

  it('case 56: any number of needs share one call of getUserToken', async () => {
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

  it('safety R1: keeps the token out of storage', async () => {
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

  it('a refresh that fails while the token still holds troubles nobody', async () => {
    const tokens: (string | null)[] = [fakeToken('u1', 25)];
    const client = start({ getUserToken: async () => tokens.shift() });
    await client.identify('u1', { name: 'Jane' });
    await client.send('hello');
    expect(client.core.proof.blocked).toBe(false);
    expect(halo.seen('/chat/stream')).toHaveLength(1);
  });

  it('a page without tokens goes on in a new session when the old one was bound by one', async () => {
    const client = start();
    await client.identify('u1', { name: 'Jane' });
    const { id } = client.core.session.record;
    halo.otherwise('/conversations', (_call, response) => refuse(response, 403, 'identity_required'));
    client.opened(true);
    await until(() => expect(client.core.session.record.id).not.toBe(id));
    await client.send('hello');
    expect(halo.seen('/chat/stream')[0]?.body.session_id).not.toBe(id);
    expect(told(client, 'identityExpired')).toHaveLength(0);
  });
});
