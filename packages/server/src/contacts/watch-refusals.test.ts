import type { AlertsAnswer } from '@halo/wire/dashboard/alerts.ts';
import { describe, expect, test } from 'vitest';
import { dashboardRoom } from '../testing/dashboard-room.ts';
import { openEvents } from '../testing/event-reader.ts';
import { signToken } from '../testing/test-halo.ts';
import { hasJumped } from './refusal-jump.ts';
import { watchRefusals } from './watch-refusals.ts';

describe('when refusals of formerly good users are alarming', () => {
  test.each([
    [{ people: 3, usually: 0, heard: 0 }, true],
    [{ people: 2, usually: 0, heard: 0 }, false],
    [{ people: 9, usually: 3, heard: 20 }, false],
    [{ people: 10, usually: 3, heard: 20 }, true],
    [{ people: 5, usually: 0, heard: 95 }, true],
    [{ people: 5, usually: 0, heard: 96 }, false],
    [{ people: 500, usually: 0.1, heard: 0 }, true],
  ])('%o: %s', (figures, alarming) => {
    expect(hasJumped(figures)).toBe(alarming);
  });
});

const room = await dashboardRoom();
const { halo } = room;

test('a jump is told to owners and admins at once, live, and one call leads back to report', {
  timeout: 40_000,
}, async () => {
  const { browser: owner, workspaceId, welcome } = await room.own();
  const { widgetKey, identitySecret } = welcome.created!;
  const member = await room.join(owner, workspaceId, 'member');
  const call = (user_id: string, user_token?: string) =>
    halo.call('/users/identify', widgetKey, { user_id, ...(user_token && { user_token }) });
  const good = (user: string) => signToken(identitySecret.secret, { user_id: user });
  const alerts = async () => (await owner.inside<AlertsAnswer>(workspaceId, 'GET', '/alerts')).body.alerts;
  const flush = () => halo.log({ id: workspaceId, widgetKey, serverKey: '', secret: identitySecret });

  for (const user of ['ann', 'ben', 'cat', 'dan']) expect((await call(user, good(user))).body.trust).toBe('verified');
  await call('stranger');
  expect((await owner.inside(workspaceId, 'PATCH', '/settings', { identityMode: 'enforce' })).status).toBe(200);
  halo.turnClock(60);

  // Two people, a stranger never proven, and one who was proven again after the refusal: nothing to alarm anybody.
  for (const user of ['ann', 'ben', 'cat', 'stranger']) expect((await call(user)).status).toBe(403);
  halo.turnClock(5);
  await call('cat', good('cat'));
  await flush();
  await watchRefusals(halo.deps);
  expect(await alerts()).toEqual([]);

  const events = await openEvents(`${halo.origin}/api/dashboard/workspaces/${workspaceId}/live`, {
    cookie: owner.cookie(),
  });
  await events.until('ready');
  halo.turnClock(5);
  for (const user of ['cat', 'dan']) await call(user, signToken('another secret', { user_id: user }));
  await flush();
  await watchRefusals(halo.deps);
  while (!(await events.until('changed')).data.lists.includes('alerts'));
  await events.close();

  const [alert, ...others] = await alerts();
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    kind: 'refusals_jumped',
    detail: {
      people: 4,
      minutes: 15,
      usually: 0,
      reasons: [
        { reason: 'no_token', people: 2 },
        { reason: 'signature', people: 2 },
      ],
    },
  });
  expect((await member.inside(workspaceId, 'GET', '/alerts')).status).toBe(403);
  const mode = async () => (await owner.inside(workspaceId, 'GET', '/settings')).body.settings.identityMode;
  expect(await mode()).toBe('enforce');

  // Told once, kept up to date, dismissed for an hour.
  halo.turnClock(60);
  await watchRefusals(halo.deps);
  expect((await alerts())[0]).toMatchObject({ id: alert!.id, raisedAt: alert!.raisedAt });
  expect((await alerts())[0]!.lastAt > alert!.lastAt).toBe(true);
  expect((await owner.inside(workspaceId, 'POST', `/alerts/${alert!.id}/dismiss`)).body).toEqual({ alerts: [] });
  expect((await owner.inside(workspaceId, 'POST', `/alerts/${alert!.id}/dismiss`)).status).toBe(404);
  await watchRefusals(halo.deps);
  expect(await alerts()).toEqual([]);

  halo.turnClock(3_700);
  for (const user of ['ann', 'ben', 'cat', 'dan']) await call(user);
  await flush();
  await watchRefusals(halo.deps);
  expect(await alerts()).toHaveLength(1);
  expect(await mode()).toBe('enforce');

  const back = await owner.inside(workspaceId, 'PATCH', '/settings', { identityMode: 'report' });
  expect(back.body.settings.identityMode).toBe('report');
  expect(await alerts()).toEqual([]);
  expect((await call('ann')).status).toBe(200);
  await watchRefusals(halo.deps);
  expect(await alerts()).toEqual([]);
  const { rows } = (await owner.inside(workspaceId, 'GET', '/audit')).body;
  expect(rows.slice(0, 4).map(({ action, actor }: { action: string; actor: string }) => [action, actor])).toEqual([
    ['settings.changed', 'Olivia Owner <olivia@acme.test>'],
    ['alert.raised', 'Halo'],
    ['alert.dismissed', 'Olivia Owner <olivia@acme.test>'],
    ['alert.raised', 'Halo'],
  ]);
});
