import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { fakeToken } from './testing/fake-token.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.reset();
  stage.halo.enforce = true;
});
afterEach(() => stage.leave());

/** How often the page's backend was asked for a token, and what it answers; `null` fails as a broken route does. */
interface Backend {
  asked: number;
  answer(): Promise<string | null> | string | null;
}

/** A page whose `getUserToken` asks its own backend, as pages do. */
async function openWithBackend(more = '', backend: Partial<Backend> = {}): Promise<Backend> {
  const own: Backend = { asked: 0, answer: () => fakeToken('u1'), ...backend };
  stage.halo.serve('/api/token', async (_call, response) => {
    own.asked++;
    const token = await own.answer();
    response.writeHead(token === null ? 500 : 200).end(token ?? 'broken');
  });
  const get = `getUserToken: async () => { const r = await fetch('/api/token'); if (!r.ok) throw new Error('no token'); return r.text(); }`;
  const tell = 'onIdentityExpired: ({ reason }) => (window.expired ??= []).push(reason)';
  await stage.open(`${init(`userId: 'u1', ${get}, ${tell}, ${more}`)}`, {}, { policy: false });
  return own;
}

const chats = () => stage.halo.seen('/chat/stream').map(({ body }) => body);
const expired = () => stage.page.evaluate<string[]>('window.expired ?? []');
const user = () => stage.page.evaluate<string>('halo.debug().user');
const PAUSED = 'Please sign in again to continue. Your message is kept';
const ask = async (text: string) => {
  await stage.launcher().click();
  await stage.ask(text);
};
/** Nobody was made a visitor, and no call named anybody else. */
const onlyFor = (id: string) => {
  for (const { body } of [...stage.halo.seen('/chat/stream'), ...stage.halo.seen('/users/identify')])
    expect(body.user_id).toBe(id);
};

describe('matrix: tokens under enforcement', () => {
  it('case 53: missing: the message is kept, the page is told once, and a token that is handed over sends it', async () => {
    await stage.open(init("userId: 'u1', onIdentityExpired: ({ reason }) => (window.expired ??= []).push(reason)"));
    await ask('kept');
    await stage.says(PAUSED).waitFor();
    expect(await expired()).toEqual(['identity_required']);
    await stage.page.evaluate((userToken) => {
      const { halo } = window as unknown as { halo: { identify(id: string, traits: object, extra: object): void } };
      halo.identify('u1', {}, { userToken });
    }, fakeToken('u1'));
    await stage.says('You said: kept').waitFor();
    onlyFor('u1');
  });

  it('case 53: expired: never sent; the message waits for the fresh one', async () => {
    const old = fakeToken('u1', -600);
    let token = old;
    const backend = await openWithBackend(`userToken: '${old}'`, { answer: () => token });
    await ask('kept');
    await stage.says(PAUSED).waitFor();
    expect(await expired()).toEqual(['identity_expired']);
    token = fakeToken('u1');
    await stage.page.evaluate("dispatchEvent(new Event('online'))");
    await stage.says('You said: kept').waitFor();
    expect(JSON.stringify(stage.halo.calls)).not.toContain(old);
    expect(backend.asked).toBeGreaterThan(1);
    expect(chats()).toHaveLength(1);
  });

  it('expiring mid-stream: the answer under way is read to its end, and the next message has a fresh token', async () => {
    let finish = () => {};
    stage.halo.otherwise('/chat/stream', (call, response) => {
      response.writeHead(200, { 'x-session-id': call.body.session_id, 'x-conversation-id': 'conv_1' });
      response.write('The first half');
      finish = () => void response.end(' and the second\u001e__ACTIONS__[]\u001e');
    });
    const backend = await openWithBackend();
    await ask('long');
    await stage.says('The first half').waitFor();
    stage.halo.push({ type: 'ended', reason: 'token' });
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"identity_expired","error":"x"}');
    });
    finish();
    await stage.says('The first half and the second').waitFor();
    const before = backend.asked;
    await stage.ask('next');
    await stage.says('You said: next').waitFor();
    const [, refused, taken] = chats();
    expect(taken.message_id).toBe(refused.message_id);
    expect(taken.user_token).not.toBe(refused.user_token);
    expect(backend.asked).toBeGreaterThan(before);
    expect(await expired()).toEqual([]);
  });

  it('refresh slow: nothing leaves without a token, everything leaves with it, in order', async () => {
    let arrive: (token: string) => void = () => {};
    const answer = () => new Promise<string>((resolve) => (arrive = resolve));
    const backend = await openWithBackend('', { answer });
    await ask('one');
    await stage.ask('two');
    await expect.poll(() => backend.asked, LATE).toBe(1);
    expect(stage.halo.calls.map(({ path }) => path).filter((path) => !/config|events/.test(path))).toEqual([]);
    arrive(fakeToken('u1'));
    await stage.says('You said: two').waitFor();
    expect(chats().map(({ message }) => message)).toEqual(['one', 'two']);
    expect([backend.asked, await expired()]).toEqual([1, []]);
  });

  it('case 55: refresh failing: no visitor is made of the user, and the message is sent once it works', async () => {
    let works = false;
    await openWithBackend('', { answer: () => (works ? fakeToken('u1') : null) });
    await ask('kept');
    await stage.says(PAUSED).waitFor();
    expect(await expired()).toEqual(['refresh_failed']);
    expect([await user(), stage.halo.seen('/users/identify').length]).toEqual(['u1', 0]);
    works = true;
    await stage.page.evaluate("dispatchEvent(new Event('online'))");
    await stage.says('You said: kept').waitFor();
    onlyFor('u1');
  });

  it('case 56: refresh called by ten at once: one call of the page', async () => {
    const backend = await openWithBackend();
    await stage.page.evaluate(`for (let i = 0; i < 5; i++) { halo.identify('u1', { ['trait' + i]: i }); halo.sendMessage('message ' + i); }
      halo.identifyCompany('c1'); halo.track('mine'); halo.openChat();`);
    await stage.says('You said: message 4').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    expect(backend.asked).toBe(1);
    onlyFor('u1');
  });

  it('case 54: for another user: refused, nobody is switched, nothing is sent', async () => {
    const foreign = fakeToken('u2');
    await openWithBackend('', { answer: () => foreign });
    await ask('kept');
    await stage.says(PAUSED).waitFor();
    expect([await expired(), await user()]).toEqual([['identity_mismatch'], 'u1']);
    expect(JSON.stringify(stage.halo.calls)).not.toContain(foreign);
    expect(chats()).toEqual([]);
  });
});

describe('matrix: clock skew', () => {
  for (const [name, hours] of [
    ['three hours slow', -3],
    ['three hours fast', 3],
  ] as const) {
    it(`a clock that is ${name} keeps nobody from chatting, and troubles the page with nothing`, async () => {
      await openWithBackend();
      await stage.page.clock.setSystemTime(Date.now() + hours * 3_600_000);
      await stage.page.reload();
      await ask('hello');
      await stage.says('You said: hello').waitFor();
      await stage.ask('again');
      await stage.says('You said: again').waitFor();
      expect(await expired()).toEqual([]);
    });
  }
});
