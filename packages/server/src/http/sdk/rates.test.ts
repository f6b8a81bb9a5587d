import { afterAll, describe, expect, test, vi } from 'vitest';
import { newSession } from '../../testing/sessions.ts';
import { signToken, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo({ HALO_RATE_LIMITS: 'on', HALO_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' });
// Buckets fill with time: it stands still but where a test turns the clock.
vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
afterAll(() => {
  vi.useRealTimers();
});
let last = 0;
/** An address that no other test has called from. */
const newIp = () => `203.0.${Math.floor(++last / 250)}.${(last % 250) + 1}`;
const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });
const identify = (key: string, body: object, ip: string) => halo.call('/users/identify', key, body, from(ip));

/** Sends `count` calls and answers how many were taken. */
async function taken(count: number, call: (n: number) => Promise<{ status: number }>): Promise<number> {
  let sum = 0;
  for (let done = 0; done < count; done += 100) {
    const calls = Array.from({ length: Math.min(100, count - done) }, (_, n) => call(done + n));
    for (const { status } of await Promise.all(calls)) {
      expect([200, 429]).toContain(status);
      sum += Number(status === 200);
    }
  }
  return sum;
}

describe('identify', () => {
  test('case 74: 60 a minute per session, and the wait is named', async () => {
    const { widgetKey } = await halo.workspace();
    const [ip, session_id] = [newIp(), newSession()];
    expect(await taken(90, () => identify(widgetKey, { user_id: 'u1', session_id }, ip))).toBe(60);
    const refused = await identify(widgetKey, { user_id: 'u1', session_id }, ip);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.retry_after);
    expect(refused.body.retry_after).toBeGreaterThanOrEqual(1);
    expect((await identify(widgetKey, { user_id: 'u1', session_id: newSession() }, ip)).status).toBe(200);
    expect((await identify(widgetKey, { user_id: 'u1' }, ip)).status).toBe(200);
    halo.turnClock(refused.body.retry_after);
    expect((await identify(widgetKey, { user_id: 'u1', session_id }, ip)).status).toBe(200);
  });

  test('safety A3: new contacts: 600 a minute per address, even when all come at once; known people go on', async () => {
    const { id, widgetKey, serverKey, secret } = await halo.workspace();
    const ip = newIp();
    await taken(900, (n) => identify(widgetKey, { user_id: `u${n}` }, ip));
    const [row] = await halo.sql`select count(*)::int from contacts where workspace_id = ${id}`;
    expect(row!.count).toBe(600);
    const refused = await identify(widgetKey, { user_id: 'one more' }, ip);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await identify(widgetKey, { user_id: 'u1', traits: { a: 1 } }, ip)).status).toBe(200);
    expect((await identify(widgetKey, { user_id: 'elsewhere' }, newIp())).status).toBe(200);
    expect((await identify(serverKey, { user_id: 'keyed' }, ip)).status).toBe(200);
    const user_token = signToken(secret.secret, { user_id: 'proved' });
    expect((await identify(widgetKey, { user_id: 'proved', user_token }, ip)).status).toBe(200);
    // Every other way in counts in the same place.
    for (const [path, body] of [
      ['/companies/identify', { company_id: 'c', user_id: 'x1' }],
      ['/events', { user_id: 'x2', events: [{ event_type: 'x' }] }],
      ['/tickets/create', { user_id: 'x3', subject: 'x' }],
      ['/tickets/create', { email: 'x4@acme.test', subject: 'x' }],
    ] as const) {
      const answer = await halo.call(path, widgetKey, body, from(ip));
      expect([path, answer.status]).toEqual([path, 429]);
    }
    expect(await halo.sql`select 1 from contacts where workspace_id = ${id} and external_id like 'x%'`).toHaveLength(0);
    expect((await halo.call('/companies/c', serverKey)).status).toBe(404);
  });
});

test('people who are known are not counted as new', async () => {
  const { widgetKey } = await halo.workspace();
  const ip = newIp();
  await identify(widgetKey, { user_id: 'u1' }, ip);
  await taken(700, (n) => identify(widgetKey, { user_id: 'u1', traits: { n } }, ip));
  expect((await identify(widgetKey, { user_id: 'fresh' }, ip)).status).toBe(200);
});

describe('proved callers have buckets of their own', () => {
  test('safety A3: an address that unproved calls have drained still lets proved users and server keys in', async () => {
    const { widgetKey, serverKey, secret } = await halo.workspace();
    const ip = newIp();
    const chat = (body: object, key = widgetKey) => halo.call('/chat', key, { message: 'Hello', ...body }, from(ip));
    expect(await taken(230, () => chat({ session_id: newSession() }))).toBe(200);
    expect((await chat({ session_id: newSession() })).status).toBe(429);
    expect((await chat({ session_id: newSession(), user_id: 'a' })).status).toBe(429);
    const user_token = signToken(secret.secret, { user_id: 'a' });
    expect((await chat({ session_id: newSession(), user_token })).status).toBe(200);
    expect((await chat({ session_id: newSession() }, serverKey)).status).toBe(200);
  });

  test('a session that a stranger has drained is not drained for its person', async () => {
    const { widgetKey, secret } = await halo.workspace();
    const [ip, session_id] = [newIp(), newSession()];
    await taken(70, () => identify(widgetKey, { user_id: 'a', session_id }, ip));
    expect((await identify(widgetKey, { user_id: 'a', session_id }, ip)).status).toBe(429);
    const user_token = signToken(secret.secret, { user_id: 'a' });
    expect((await identify(widgetKey, { user_id: 'a', session_id, user_token }, ip)).status).toBe(200);
  });

  test('a server key is no address: company calls that name nobody are counted by the key', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const ip = newIp();
    const company = (key: string) => halo.call('/companies/identify', key, { company_id: 'c' }, from(ip));
    await taken(100, () => company(serverKey));
    expect((await company(widgetKey)).status).toBe(200);
  });
});

describe('whose address it is', () => {
  /** Whether two callers share a bucket: the first drains what is one session and one address. */
  async function share(one: Record<string, string>, other: Record<string, string>): Promise<boolean> {
    const { widgetKey } = await halo.workspace();
    const chat = (headers: Record<string, string>) =>
      halo.call('/chat', widgetKey, { message: 'Hello', session_id: newSession() }, { headers });
    await taken(215, () => chat(one));
    const [mine, theirs] = [await chat(one), await chat(other)];
    expect(mine.status).toBe(429);
    return theirs.status === 429;
  }

  test('safety A3: IPv6 callers count as their /64', async () => {
    const net = `2001:db8:${(++last).toString(16)}:1`;
    expect(await share({ 'x-forwarded-for': `${net}::1` }, { 'x-forwarded-for': `${net}:ffff::9` })).toBe(true);
    const other = `2001:db8:${(++last).toString(16)}`;
    expect(await share({ 'x-forwarded-for': `${other}:1::1` }, { 'x-forwarded-for': `${other}:2::1` })).toBe(false);
  });

  test('safety A3: only what stands behind trusted proxies is believed, from the right', async () => {
    const [real, forged] = [newIp(), newIp()];
    // Whatever a client puts in front, its own address was added by the proxy.
    expect(
      await share({ 'x-forwarded-for': `${forged}, ${real}` }, { 'x-forwarded-for': `${newIp()}, ${real}, 10.1.2.3` }),
    ).toBe(true);
    expect(await share({ 'x-forwarded-for': `${forged}, ${newIp()}` }, { 'x-forwarded-for': forged })).toBe(false);
  });
});
