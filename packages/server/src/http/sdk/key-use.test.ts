import { expect, test } from 'vitest';
import { flushKeyUses } from '../../identity/note-key-use.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { flushServerKeyUses } from '../../workspaces/note-server-key-use.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);

async function secretOf({ id }: TestWorkspace) {
  await flushKeyUses(halo.deps);
  const [row] = await halo.sql`select accepted, refused, last_used_at from identity_secrets where workspace_id = ${id}`;
  return { accepted: Number(row!.accepted), refused: Number(row!.refused), lastUsedAt: row!.last_used_at };
}

test('case 51: an identity secret knows how many of its tokens were taken and refused, and when one was taken last', async () => {
  const workspace = await halo.workspace();
  const { widgetKey, secret } = workspace;
  const sign = (claims: object, kid?: string) =>
    signToken(secret.secret, { ...claims }, { alg: 'HS256', ...(kid && { kid }) });
  expect(await secretOf(workspace)).toEqual({ accepted: 0, refused: 0, lastUsedAt: null });
  await identify(widgetKey, { user_id: 'u1' });
  await identify(widgetKey, { user_id: 'u1', user_token: 'nonsense' });
  await identify(widgetKey, { user_id: 'u1', user_token: signToken('ha_secret_other', { user_id: 'u1' }) });
  expect(await secretOf(workspace)).toEqual({ accepted: 0, refused: 0, lastUsedAt: null });
  await identify(widgetKey, { user_id: 'u1', user_token: sign({ user_id: 'u2' }) });
  await identify(widgetKey, { user_id: 'u1', user_token: sign({ user_id: 'u1', exp: 1 }) });
  await identify(widgetKey, {
    user_id: 'u1',
    user_token: signToken('ha_secret_other', { user_id: 'u1' }, { alg: 'HS256', kid: secret.id }),
  });
  expect(await secretOf(workspace)).toEqual({ accepted: 0, refused: 3, lastUsedAt: null });
  await identify(widgetKey, { user_id: 'u1', user_token: sign({ user_id: 'u1' }, secret.id) });
  await identify(widgetKey, { user_id: 'u1', user_token: sign({ user_id: 'u1' }) });
  await halo.call('/users/update', widgetKey, { user_id: 'u1', user_token: sign({ scope: 'users.update' }) });
  await halo.call('/users/update', widgetKey, { user_id: 'u1', user_token: sign({ user_id: 'u1' }) });
  const used = await secretOf(workspace);
  expect([used.accepted, used.refused]).toEqual([3, 4]);
  expect(Math.abs(Date.parse(used.lastUsedAt) - halo.deps.now().getTime())).toBeLessThan(60_000);
});

test('a server key knows when it was used last; one that was refused for its scope was used too', async () => {
  const workspace = await halo.workspace();
  const lastUsed = async () => {
    await flushServerKeyUses(halo.deps);
    return (await halo.sql`select last_used_at from server_keys where workspace_id = ${workspace.id}`)[0]!.last_used_at;
  };
  await identify(workspace.widgetKey, { user_id: 'u1' });
  expect(await lastUsed()).toBeNull();
  await identify(workspace.serverKey, { user_id: 'u1' });
  const first = await lastUsed();
  halo.turnClock(100);
  await halo.call('/users/nobody', workspace.serverKey);
  expect(Date.parse(await lastUsed()) - Date.parse(first)).toBeGreaterThan(90_000);
});

test('many calls at once are all counted', async () => {
  const workspace = await halo.workspace();
  const user_token = signToken(workspace.secret.secret, { user_id: 'u1' });
  await Promise.all(Array.from({ length: 40 }, () => identify(workspace.widgetKey, { user_id: 'u1', user_token })));
  expect((await secretOf(workspace)).accepted).toBe(40);
});
