import { describe, expect, test } from 'vitest';
import { testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const company = (key: string, body: object) => halo.call('/companies/identify', key, body);
const plan = async (key: string) => (await halo.call('/users/u1', key)).body.user.custom_fields.plan;
const at = (seconds: number) => new Date(halo.deps.now().getTime() + seconds * 1_000).toISOString();

describe('T3: the time of a write', () => {
  test('lies never later than its receipt, so that a clock ahead wins nothing for later', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'ahead' }, timestamp: at(3_600) });
    halo.turnClock(2);
    const timed = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'later' }, timestamp: at(0) });
    expect(timed.body.ignored).toEqual([]);
    expect(await plan(serverKey)).toBe('later');
  });

  test('is corrected by the device clock: a year behind, a year ahead, and sent before it was true', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const year = 365 * 86_400;
    const say = (value: string, timestamp: number, sent_at: number) =>
      identify(widgetKey, { user_id: 'u1', traits: { plan: value }, timestamp: at(timestamp), sent_at: at(sent_at) });
    await say('10 s ago', -year - 10, -year);
    expect((await say('20 s ago', year - 20, year)).body.ignored).toEqual([
      { key: 'plan', reason: 'older_than_stored' },
    ]);
    expect((await say('5 s ago', -year - 5, -year)).body.result).toBe('updated');
    expect((await say('in an hour', 3_600, 0)).body.result).toBe('updated');
    expect(await plan(serverKey)).toBe('in an hour');
    halo.turnClock(1);
    expect((await say('now', 0, 0)).body.result).toBe('updated');
  });

  test('is taken as it is without sent_at, and sent_at alone is ignored', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'b' }, timestamp: at(-100) });
    expect(
      (await identify(widgetKey, { user_id: 'u1', traits: { plan: 'a' }, timestamp: at(-101) })).body.ignored,
    ).toHaveLength(1);
    const sent = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'c' }, sent_at: '2001-01-01T00:00:00Z' });
    expect(sent.body.result).toBe('updated');
    expect(await plan(serverKey)).toBe('c');
  });

  test.each([
    ['milliseconds', (ms: number) => ms],
    ['another zone', (ms: number) => new Date(ms + 7_200_000).toISOString().replace('Z', '+02:00')],
    ['no zone', (ms: number) => new Date(ms).toISOString().slice(0, -1)],
    ['microseconds', (ms: number) => new Date(ms).toISOString().replace('Z', '999Z')],
  ])('is read in %s', async (_, form) => {
    const { widgetKey, serverKey } = await halo.workspace();
    const now = halo.deps.now().getTime();
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'b' }, timestamp: form(now - 100_000) });
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'a' }, timestamp: form(now - 101_000) });
    expect(await plan(serverKey)).toBe('b');
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'c' }, timestamp: form(now - 99_000) });
    expect(await plan(serverKey)).toBe('c');
  });

  test.each(['', 'now', 'yesterday', '2026-02-30', '26-01-01', 'Wed, 01 Jan 2026', 1e300, -1e300, '1767225600'])(
    'is a 400 when it cannot be read: %j',
    async (time) => {
      const { widgetKey, serverKey } = await halo.workspace();
      for (const body of [{ timestamp: time }, { sent_at: time }, { timestamp: at(0), sent_at: time }]) {
        const answer = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'x' }, ...body });
        expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      }
      expect((await halo.call('/users/u1', serverKey)).status).toBe(404);
    },
  );

  test('orders context entries as it orders traits, and a cleared one does not come back', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const say = (context: object, seconds: number) =>
      identify(widgetKey, { user_id: 'u1', context, timestamp: at(seconds) });
    const context = async () => (await halo.call('/users/u1', serverKey)).body.user.context;
    await say({ cart: { n: 2 }, page: 'a' }, -50);
    expect((await say({ cart: { n: 1 } }, -60)).body.ignored).toEqual([{ key: 'cart', reason: 'older_than_stored' }]);
    expect((await say({ cart: null, early: null }, -30)).body.result).toBe('updated');
    await say({ cart: { n: 3 }, early: 1 }, -40);
    expect(await context()).toEqual({ page: 'a' });
    await say({ cart: { n: 4 } }, -20);
    expect(await context()).toEqual({ page: 'a', cart: { n: 4 } });
  });

  test('a verified clearing of context is not undone by a claimed write', async () => {
    const { widgetKey, serverKey } = await halo.workspace('report');
    await identify(serverKey, { user_id: 'u1', context: { cart: { n: 1 } } });
    await identify(serverKey, { user_id: 'u1', context: { cart: null } });
    const { body } = await identify(widgetKey, { user_id: 'u1', context: { cart: { n: 9 } } });
    expect(body.ignored).toEqual([{ key: 'cart', reason: 'higher_trust_kept' }]);
    expect((await halo.call('/users/u1', serverKey)).body.user.context).toEqual({});
  });

  test('of calls that were received in turn the later wins, however they are gathered', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    for (let round = 0; round < 5; round++) {
      const calls = [];
      for (let n = 0; n < 6; n++) {
        calls.push(
          identify(widgetKey, {
            user_id: 'u1',
            traits: { plan: `${round}.${n}` },
            ...(n % 2 === 1 && { timestamp: at(60) }),
          }),
        );
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      for (const { body } of await Promise.all(calls)) expect(body.ignored).toEqual([]);
      expect(await plan(serverKey)).toBe(`${round}.5`);
    }
  });
});

describe('safety W5: T4: a message_id', () => {
  test('is one per endpoint, subject and proof', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const message_id = 'm';
    expect((await identify(widgetKey, { user_id: 'u1', message_id })).body.result).toBe('created');
    expect((await identify(widgetKey, { user_id: 'u2', message_id })).body.result).toBe('created');
    expect((await identify(serverKey, { user_id: 'u1', traits: { a: 1 }, message_id })).body.result).toBe('updated');
    expect((await company(widgetKey, { company_id: 'u1', message_id })).body.result).toBe('created');
    expect((await company(widgetKey, { company_id: 'u1', user_id: 'u1', message_id })).body.result).toBe('updated');
    const other = await halo.workspace();
    expect((await identify(other.widgetKey, { user_id: 'u1', message_id })).body.result).toBe('created');
  });

  test('writes nothing the second time, be it at once: no link, no removal, no activity', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        identify(widgetKey, { user_id: 'u1', traits: { [`k${n}`]: n }, message_id: 'm1' }),
      ),
    );
    expect(answers.filter(({ body }) => body.result === 'created')).toHaveLength(1);
    const { user } = (await halo.call('/users/u1', serverKey)).body;
    expect(Object.keys(user.custom_fields)).toHaveLength(1);
    await company(widgetKey, { company_id: 'acme', user_id: 'u1' });
    await company(widgetKey, { company_id: 'acme', user_id: 'u1', message_id: 'm2', traits: { x: 1 } });
    halo.turnClock(5);
    const seen = (await halo.call('/users/u1', serverKey)).body.user.last_seen;
    const repeat = await company(widgetKey, { company_id: 'acme', user_id: 'u1', message_id: 'm2', remove: true });
    expect([repeat.status, repeat.body.result]).toEqual([200, 'unchanged']);
    const after = (await halo.call('/users/u1', serverKey)).body.user;
    expect([after.last_seen, after.companies.length]).toEqual([seen, 1]);
  });

  test('a refused call has not used it up', async () => {
    const { widgetKey } = await halo.workspace();
    const bad = await identify(widgetKey, { user_id: 'u1', traits: { a: 'x'.repeat(30_000) }, message_id: 'm1' });
    expect(bad.status).toBe(413);
    expect((await identify(widgetKey, { user_id: 'u1', message_id: 'm1' })).body.result).toBe('created');
  });

  test('counts for seven days', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const say = (value: string) => identify(widgetKey, { user_id: 'u1', traits: { plan: value }, message_id: 'm1' });
    await say('a');
    halo.turnClock(7 * 86_400 - 60);
    await say('b');
    expect(await plan(serverKey)).toBe('a');
    halo.turnClock(120);
    await say('c');
    expect(await plan(serverKey)).toBe('c');
  });
});
