import type { AuditAnswer, LogLine } from '@halo/wire/dashboard/log.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
const owned: ReturnType<typeof room.own>[] = [];

function enter() {
  const entering = room.own();
  owned.push(entering);
  return entering;
}

async function open() {
  const { browser, workspaceId, welcome } = await (owned[0] ?? enter());
  const { widgetKey, identitySecret } = welcome.created!;
  const log = async (query: string) => {
    await halo.log({ id: workspaceId, widgetKey, serverKey: '', secret: identitySecret });
    return (await browser.inside<Page<LogLine>>(workspaceId, 'GET', `/identify-log?${query}`)).body.rows;
  };
  const identify = (body: object, headers: Record<string, string> = {}) =>
    halo.call('/users/identify', widgetKey, body, { headers });
  return { browser, workspaceId, identitySecret, log, identify };
}

test('case 42: a token for another user is generic outside; inside, the log names whom it was for', async () => {
  const { browser, workspaceId, identitySecret, log, identify } = await open();
  await browser.inside(workspaceId, 'PATCH', '/settings', { identityMode: 'enforce', confirmation: 'Acme' });
  const long = 'x'.repeat(255);
  const forSomebodyElse = signToken(identitySecret.secret, { user_id: 'user_12', plan: 'VALUE' });
  const { status, body } = await identify({ user_id: 'user_13', user_token: forSomebodyElse });
  expect([status, body.code]).toEqual([403, 'identity_mismatch']);
  expect(JSON.stringify(body)).not.toContain('user_12');
  await identify({ user_id: 'user_13', user_token: signToken(identitySecret.secret, { user_id: long }) });
  await identify({ user_id: 'user_13', user_token: signToken('not ours', { user_id: 'forged' }) });
  const lines = await log('only=refused');
  expect(lines.map(({ reason, userId, tokenUserId }) => [reason, userId, tokenUserId])).toEqual([
    ['signature', 'user_13', null],
    ['other_user', 'user_13', long],
    ['other_user', 'user_13', 'user_12'],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/VALUE|forged/);
});

test('the identify log is filtered by user, result, reason, source, key and time', async () => {
  const { browser, workspaceId, identitySecret, log, identify } = await open();
  await browser.inside(workspaceId, 'PATCH', '/settings', { identityMode: 'report' });
  const before = halo.deps.now().toISOString();
  halo.turnClock(2);
  const sdk = { 'x-halo-sdk': 'haloagents 0.1.0' };
  await identify(
    {
      user_id: 'ann',
      traits: { plan: 'pro', mrr: 'much' },
      user_token: signToken(identitySecret.secret, { user_id: 'ann' }),
    },
    sdk,
  );
  await identify({ user_id: 'ben', traits: { plan: 'pro' } });
  const found = async (query: string) => (await log(query)).map(({ userId, result }) => [userId, result]);
  expect(await found(`from=${before}&source=browser`)).toEqual([['ann', 'created']]);
  expect(await found(`from=${before}&only=ignored`)).toEqual([['ann', 'created']]);
  expect(await found(`from=${before}&keyId=${identitySecret.id}`)).toEqual([['ann', 'created']]);
  expect(await found(`from=${before}&userId=ben&only=changed`)).toEqual([['ben', 'created']]);
  expect(await found(`from=${before}&only=would_refuse&reason=no_token`)).toEqual([['ben', 'would_refuse']]);
  expect(await found(`to=${before}&userId=ann`)).toEqual([]);
  for (const query of ['only=x', 'source=x', 'from=yesterday', `reason=${'x'.repeat(65)}`]) {
    expect((await browser.inside(workspaceId, 'GET', `/identify-log?${query}`)).status).toBe(400);
  }
});

test('the audit log is filtered by kind and by who did it, and pages keep the filter', async () => {
  const { browser, workspaceId } = await open();
  for (const name of ['one', 'two', 'three'])
    await browser.inside(workspaceId, 'POST', '/security/server-keys', { name, scopes: ['read'] });
  const audit = async (query: string) =>
    (await browser.inside<AuditAnswer>(workspaceId, 'GET', `/audit?${query}`)).body;
  const first = await audit('kind=server_key&limit=2');
  expect(first.rows.map(({ detail }) => detail?.name)).toEqual(['three', 'two']);
  expect(first.kinds).toEqual(expect.arrayContaining(['server_key', 'settings', 'workspace']));
  expect(first.actors).toContain('Olivia Owner <olivia@acme.test>');
  const second = await audit(`kind=server_key&limit=2&cursor=${first.nextCursor}`);
  expect(second.rows.map(({ detail }) => detail?.name)).toEqual(['one']);
  expect(second).not.toHaveProperty('actors');
  expect((await audit(`actor=${encodeURIComponent('command line')}`)).rows).toEqual([]);
  expect(
    (await audit(`actor=${encodeURIComponent(first.actors!.find((each) => each.startsWith('Olivia'))!)}`)).rows.length,
  ).toBeGreaterThan(3);
});
