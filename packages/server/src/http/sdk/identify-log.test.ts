import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signToken, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo({ HALO_TRUSTED_PROXIES: '127.0.0.1' });
const identify = (key: string, body: object, headers: Record<string, string> = {}) =>
  halo.call('/users/identify', key, body, { headers });
const sum = (lines: Record<string, unknown>[]) => lines.reduce((total, line) => total + Number(line.repeats), 0);

/** Lines are counted by the minute and the hour: no test may run past the end of one. */
function beginHour(): void {
  halo.turnClock(3_600 - (Math.floor(halo.deps.now().getTime() / 1_000) % 3_600));
}

describe('every identity call leaves a line', () => {
  test('of its source, level, result, keys, SDK, key and request', async () => {
    const workspace = await halo.workspace();
    const { widgetKey, serverKey, secret } = workspace;
    const user_token = signToken(secret.secret, { user_id: 'u1', plan: 'pro' });
    const first = await identify(
      widgetKey,
      { user_id: 'u1', traits: { name: 'Jane', mrr: 'x' } },
      { 'x-halo-sdk': 'web/1.2.3' },
    );
    await identify(widgetKey, { user_id: 'u1', user_token });
    await halo.call('/companies/identify', serverKey, { company_id: 'acme', user_id: 'u1', traits: { name: 'Acme' } });
    await halo.call('/users/update', serverKey, {
      users: [{ user_id: 'u1', traits: { seats: 1 } }, { user_id: 'u2' }],
    });
    await halo.call('/companies/update', serverKey, { company_id: 'acme', traits: { seats: 2 }, context: { a: 1 } });
    const lines = (await halo.log(workspace)).reverse();
    expect(
      lines.map(({ source, level, result, external_id, changed, ignored }) => ({
        source,
        level,
        result,
        external_id,
        changed,
        ignored,
      })),
    ).toEqual([
      {
        ...{ source: 'browser', level: 'claimed', result: 'created', external_id: 'u1', changed: ['name'] },
        ignored: [{ key: 'mrr', reason: 'invalid_value' }],
      },
      { source: 'server', level: 'verified', result: 'updated', external_id: 'u1', changed: ['plan'], ignored: null },
      { source: 'server', level: 'verified', result: 'created', external_id: 'u1', changed: ['name'], ignored: null },
      { source: 'update', level: 'verified', result: 'updated', external_id: 'u1', changed: ['seats'], ignored: null },
      { source: 'update', level: 'verified', result: 'created', external_id: 'u2', changed: [], ignored: null },
      {
        source: 'update',
        level: 'verified',
        result: 'updated',
        external_id: null,
        changed: ['seats', 'context.a'],
        ignored: null,
      },
    ]);
    expect(lines[0]).toMatchObject({ sdk: 'web/1.2.3', request_id: first.body.request_id, key_id: null });
    expect(lines[1]!.key_id).toBe(secret.id);
    expect(lines[2]!.key_id).not.toBeNull();
    expect(lines.map((line) => line.contact_id === null)).toEqual([false, false, false, false, false, true]);
    expect(lines[5]!.company_id).not.toBeNull();
  });

  test('safety A4: and no value: not of traits, claims, context or tokens', async () => {
    const workspace = await halo.workspace('report');
    const { widgetKey, secret } = workspace;
    const private_ = 'VALUE';
    const user_token = signToken(secret.secret, { user_id: 'u1', plan: private_, created_at: private_ });
    await identify(widgetKey, {
      user_id: 'u1',
      user_token,
      traits: { mrr: private_, note: private_ },
      context: { a: private_ },
    });
    await identify(widgetKey, { user_id: 'u1', user_token: private_, traits: { plan: private_ } });
    const lines = await halo.log(workspace);
    expect(lines.length).toBeGreaterThan(2);
    expect(JSON.stringify(lines)).not.toContain(private_);
  });
});

describe('unchanged repeats are counted per contact and hour', () => {
  test.each(['off', 'report'] as const)('in %s, not logged singly, whoever calls', async (mode) => {
    beginHour();
    const workspace = await halo.workspace(mode);
    const { widgetKey, serverKey } = workspace;
    await identify(serverKey, { user_id: 'u1', traits: { plan: 'pro' } });
    await identify(serverKey, { user_id: 'u2', traits: { plan: 'pro' } });
    await halo.log(workspace);
    await halo.sql`delete from identify_log where workspace_id = ${workspace.id}`;
    for (let n = 0; n < 4; n++) {
      await identify(serverKey, { user_id: 'u1', traits: { plan: 'pro' } });
      await identify(widgetKey, { user_id: 'u1' });
      await identify(widgetKey, { user_id: 'u2', traits: { mrr: 'bad' } });
    }
    const lines = (await halo.log(workspace)).filter((line) => line.result === 'unchanged');
    expect(lines.map((line) => [line.external_id, line.level, Number(line.repeats), line.ignored]).sort()).toEqual([
      ['u1', 'claimed', 4, null],
      ['u1', 'verified', 4, null],
      ['u2', 'claimed', 4, [{ key: 'mrr', reason: 'invalid_value' }]],
    ]);
  });

  test('also when they come at once', async () => {
    beginHour();
    const workspace = await halo.workspace();
    await identify(workspace.widgetKey, { user_id: 'u1' });
    await Promise.all(Array.from({ length: 50 }, () => identify(workspace.widgetKey, { user_id: 'u1' })));
    const lines = (await halo.log(workspace)).filter((line) => line.result === 'unchanged');
    expect([lines.length, sum(lines)]).toEqual([1, 50]);
  });
});

describe('refusals', () => {
  test('safety A4: beyond 20 a minute of one address and cause become one counted line, which names nobody', async () => {
    const workspace = await halo.workspace('enforce');
    beginHour();
    const call = (ip: string, body: object) => identify(workspace.widgetKey, body, { 'x-forwarded-for': ip });
    await Promise.all(Array.from({ length: 70 }, (_, n) => call('203.0.113.1', { user_id: `u${n}` })));
    await Promise.all(Array.from({ length: 5 }, () => call('203.0.113.1', { user_id: 'u', user_token: 'x' })));
    await Promise.all(Array.from({ length: 5 }, () => call('203.0.113.2', { user_id: 'u' })));
    const lines = await halo.log(workspace);
    const of = (reason: string) => lines.filter((line) => line.reason === reason);
    expect([of('no_token').length, sum(of('no_token'))]).toEqual([20 + 1 + 5, 75]);
    const counted = of('no_token').filter((line) => Number(line.repeats) > 1);
    expect(counted).toMatchObject([{ repeats: 50, external_id: null, contact_id: null, request_id: null }]);
    expect(of('format')).toHaveLength(5);
    halo.turnClock(60);
    await call('203.0.113.1', { user_id: 'again' });
    expect((await halo.log(workspace))[0]).toMatchObject({ external_id: 'again', repeats: 1 });
  });

  test('safety A4: hold what an unproved caller wrote no further than 255 characters', async () => {
    const workspace = await halo.workspace('enforce');
    await identify(workspace.widgetKey, { user_id: 'x'.repeat(255) }, { 'x-halo-sdk': 'y'.repeat(3_000) });
    const [line] = await halo.log(workspace);
    expect([String(line!.external_id).length, String(line!.sdk).length]).toEqual([255, 64]);
  });

  test('a session that is refused, and a call that report would have refused, leave theirs', async () => {
    const workspace = await halo.workspace('report');
    const session_id = `sess_${randomBytes(16).toString('base64url')}`;
    const user_token = signToken(workspace.secret.secret, { user_id: 'u1', exp: undefined });
    await identify(workspace.widgetKey, { user_id: 'u1', user_token, session_id });
    await halo.call('/conversations', workspace.widgetKey, undefined, { headers: { 'x-halo-session': session_id } });
    await identify(workspace.widgetKey, { user_id: 'u1' });
    const noted = (await halo.log(workspace)).filter((line) => line.reason !== null && line.result !== 'unchanged');
    expect(noted.map((line) => [line.result, line.reason, line.external_id, line.level]).sort()).toEqual([
      ['refused', 'no_token', 'u1', 'claimed'],
      ['would_refuse', 'no_token', 'u1', 'claimed'],
    ]);
  });
});
