import type { InstallAnswer, LiveCheckAnswer } from '@halo/wire/dashboard/install.ts';
import type { IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken } from '../../testing/test-halo.ts';
import { dashboardRoutes } from './routes.ts';

const room = await dashboardRoom();
const { halo } = room;
let entered: ReturnType<typeof room.own> | undefined;
const own = () => (entered ??= room.own());
const FOREIGN = '0190a000-0000-7000-8000-00000000dead';

async function fresh(
  owner: Browser,
  name: string,
): Promise<{ id: string; widgetKey: string; secret: string; kid: string }> {
  const { body } = await owner.call('POST', '/api/dashboard/workspaces', { name });
  return {
    id: body.workspace.id,
    widgetKey: body.widgetKey,
    secret: body.identitySecret.secret,
    kid: body.identitySecret.id,
  };
}

test('every door but welcome asks who is there, and every workspace door hides workspaces one is not in', async () => {
  const { browser: owner, workspaceId } = await own();
  const outsider = await room.join(owner, (await fresh(owner, 'Elsewhere')).id, 'admin');
  for (const route of dashboardRoutes.filter((door) => door.who !== 'anybody')) {
    const path = `/api/dashboard${route.path.replace(':workspaceId', workspaceId).replaceAll(/:\w+/g, FOREIGN)}`;
    const body = route.body ? {} : undefined;
    const stranger = await room.browser().call(route.method.toUpperCase(), path, body);
    expect(stranger, path).toMatchObject({ status: 401, body: { code: 'sign_in_required' } });
    if (route.who === 'teammate') continue;
    const answer = await outsider.call(route.method.toUpperCase(), path, body);
    expect(answer, path).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});

test('a new member reads and works, and changes no key, setting or role', async () => {
  const { browser: owner, workspaceId } = await own();
  const member = await room.join(owner, workspaceId, 'member');
  const managing = dashboardRoutes.filter((door) => ['manage', 'own', 'settings', 'keys'].includes(door.who));
  expect(managing.length).toBeGreaterThan(8);
  for (const route of managing) {
    const path = `/api/dashboard${route.path.replace(':workspaceId', workspaceId).replaceAll(/:\w+/g, FOREIGN)}`;
    const answer = await member.call(route.method.toUpperCase(), path, route.body ? {} : undefined);
    expect(answer, path).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
  }
  expect((await member.inside(workspaceId, 'GET', '/security')).status).toBe(200);
});

test('an admin makes no owner, and the last owner stays', async () => {
  const { browser: owner, workspaceId } = await own();
  const admin = await room.join(owner, workspaceId, 'admin', 'ada@acme.test');
  const { teammates } = (await owner.inside(workspaceId, 'GET', '/teammates')).body;
  const idOf = (email: string) => teammates.find((teammate: { email: string }) => teammate.email === email).id;
  const ada = idOf('ada@acme.test');
  const olivia = idOf('olivia@acme.test');
  expect((await admin.inside(workspaceId, 'PATCH', `/teammates/${ada}`, { role: 'owner' })).status).toBe(403);
  expect((await admin.inside(workspaceId, 'DELETE', `/teammates/${olivia}`)).status).toBe(403);
  expect(
    (await admin.inside(workspaceId, 'POST', '/teammates/invitations', { email: 'x@acme.test', role: 'owner' })).status,
  ).toBe(403);
  expect(await owner.inside(workspaceId, 'DELETE', `/teammates/${olivia}`)).toMatchObject({ status: 409 });
  expect((await owner.inside(workspaceId, 'DELETE', `/teammates/${ada}`)).status).toBe(200);
  expect((await admin.inside(workspaceId, 'GET', '/settings')).status).toBe(404);
});

test('install has the real ids in every snippet, and a regenerated widget key ends the old one', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Snippets');
  const { body } = await owner.inside<InstallAnswer>(made.id, 'GET', '/install');
  expect(body).toMatchObject({ orgId: made.id, widgetKey: made.widgetKey, url: halo.origin });
  for (const snippet of body.browserSnippets) {
    expect(snippet.code).toContain(made.id);
    expect(snippet.code).toContain(made.widgetKey);
    expect(snippet.code).toContain(halo.origin);
  }
  const identify = { user_id: 'u1', traits: { name: 'Uma' } };
  expect((await halo.call('/users/identify', made.widgetKey, identify)).status).toBe(200);
  const { widgetKey } = (await owner.inside(made.id, 'POST', '/install/widget-key')).body;
  expect(widgetKey).not.toBe(made.widgetKey);
  expect((await halo.call('/users/identify', made.widgetKey, identify)).body.code).toBe('key_unknown');
  expect((await halo.call('/users/identify', widgetKey, identify)).status).toBe(200);
});

test('the live check sees the script, the first identify with what was ignored, the first token and the last bad one', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Live check');
  const look = async () => (await owner.inside<LiveCheckAnswer>(made.id, 'GET', '/install/live-check')).body;
  expect(await look()).toEqual({
    script: null,
    firstIdentify: null,
    lastIdentify: null,
    firstToken: null,
    lastTokenError: null,
  });
  await halo.call(`/config?org_id=${made.id}`, null, undefined, { headers: { 'x-halo-sdk': 'haloagents 0.1.0' } });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'jane', traits: { name: 'Jane Doe', mrr: 'much' } });
  expect(await look()).toMatchObject({
    script: { sdk: 'haloagents 0.1.0' },
    firstIdentify: {
      userId: 'jane',
      displayName: 'Jane Doe',
      trust: 'claimed',
      ignored: [{ key: 'mrr', reason: 'invalid_value' }],
    },
    firstToken: null,
  });
  const token = signToken(made.secret, { user_id: 'jane' });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'jane', traits: { role: 'admin' }, user_token: token });
  await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'report' });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'jane', user_token: `${token}x` });
  await halo.log({ ...made, serverKey: '', secret: { id: made.kid, secret: made.secret } });
  const seen = await look();
  expect(seen.firstToken).toMatchObject({ userId: 'jane', trust: 'verified' });
  expect(seen.lastTokenError).toMatchObject({ userId: 'jane' });
});

test('case 44: enforcing asks for the typed name until a token was seen, and is told who would have been refused', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Gate');
  for (const id of ['ann', 'ben'])
    await halo.call('/users/identify', made.widgetKey, { user_id: id, traits: { name: id } });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'ben', traits: { plan: 'pro' } });
  const gate = await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'enforce' });
  expect(gate).toMatchObject({ status: 409, body: { code: 'conflict', confirmation: 'Gate' } });
  expect(
    (await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'enforce', confirmation: 'gate' })).status,
  ).toBe(409);

  const { body } = await owner.inside<SecurityAnswer>(made.id, 'GET', '/security');
  expect(body).toMatchObject({ identityMode: 'off', enforceConfirmation: 'Gate' });
  const { body: figures } = await owner.inside<IdentityFigures>(made.id, 'GET', '/security/figures');
  expect(figures).toMatchObject({
    people: 2,
    verifiedPeople: 0,
    affectedPeople: 2,
    wouldRefuseCalls: 3,
    everVerified: false,
  });
  expect(figures.affected[0]).toMatchObject({ userId: 'ben', displayName: 'ben', reason: 'no_token', calls: 2 });

  await halo.call('/users/identify', made.widgetKey, {
    user_id: 'ann',
    user_token: signToken(made.secret, { user_id: 'ann' }),
  });
  const done = await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'enforce' });
  expect(done.body).toMatchObject({
    settings: { identityMode: 'enforce' },
    figures: { everVerified: true, verifiedPeople: 1 },
  });
  expect((await halo.call('/users/identify', made.widgetKey, { user_id: 'ben' })).body.code).toBe('identity_required');
  const audit = (await owner.inside(made.id, 'GET', '/audit')).body.rows;
  expect(audit[0]).toMatchObject({ action: 'settings.changed', detail: { identityMode: ['off', 'enforce'] } });
});

test('case 43: in report nothing is refused and every unproven call is counted once, by reason', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Report');
  await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'report' });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'cat', traits: { name: 'Cat' } });
  await halo.call('/users/identify', made.widgetKey, { user_id: 'cat', traits: { name: 'Cat B' } });
  await halo.call('/users/identify', made.widgetKey, {
    user_id: 'cat',
    traits: { x: 1 },
    user_token: signToken('wrong', { user_id: 'cat' }),
  });
  await halo.call('/users/identify', made.widgetKey, {
    user_id: 'dog',
    user_token: signToken(made.secret, { user_id: 'dog' }),
  });
  await halo.log({ ...made, serverKey: '', secret: { id: made.kid, secret: made.secret } });
  const { body: figures } = await owner.inside<IdentityFigures>(made.id, 'GET', '/security/figures');
  expect(figures).toMatchObject({
    people: 2,
    verifiedPeople: 1,
    affectedPeople: 1,
    wouldRefuseCalls: 3,
    refusedCalls: 0,
  });
  expect(figures.reasons.reduce((sum, { calls }) => sum + calls, 0)).toBe(3);
});

test('a rotated secret verifies until its end, a new one at once, and the last one stays while enforced', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Rotation');
  const prove = async (secret: string) =>
    (
      await halo.call('/users/identify', made.widgetKey, {
        user_id: 'r',
        user_token: signToken(secret, { user_id: 'r' }),
      })
    ).body.trust;
  const rotated = await owner.inside(made.id, 'POST', '/security/identity-secrets', {});
  expect(rotated.body.secret).toMatch(/^ha_secret_/);
  expect(await prove(made.secret)).toBe('verified');
  expect(await prove(rotated.body.secret)).toBe('verified');
  const ended = await owner.inside<SecurityAnswer>(made.id, 'POST', `/security/identity-secrets/${made.kid}/end`);
  expect(ended.body.identitySecrets.find((secret) => secret.id === made.kid)).toMatchObject({ live: false });
  expect(await prove(made.secret)).toBe('claimed');
  expect(await prove(rotated.body.secret)).toBe('verified');
  expect((await owner.inside(made.id, 'POST', `/security/identity-secrets/${made.kid}/end`)).status).toBe(404);
  await owner.inside(made.id, 'PATCH', '/settings', { identityMode: 'enforce' });
  expect(await owner.inside(made.id, 'POST', `/security/identity-secrets/${rotated.body.id}/end`)).toMatchObject({
    status: 409,
  });
  const everything = JSON.stringify([
    (await owner.inside(made.id, 'GET', '/security')).body,
    (await owner.inside(made.id, 'GET', '/audit')).body,
    await room.deps.db.sql`select sealed::text from identity_secrets`,
  ]);
  expect(everything).not.toContain(made.secret);
  expect(everything).not.toContain(rotated.body.secret);
});

test('a server key is shown once, works within its scopes and dies when ended', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Server keys');
  const { body } = await owner.inside(made.id, 'POST', '/security/server-keys', { name: 'Backend', scopes: ['write'] });
  expect(body.key).toMatch(/^ha_server_/);
  const identify = () => halo.call('/users/identify', body.key, { user_id: 'k', traits: { name: 'K' } });
  expect((await identify()).body.trust).toBe('verified');
  expect((await halo.call('/settings', body.key)).body.code).toBe('key_scope');
  const list = (await owner.inside<SecurityAnswer>(made.id, 'GET', '/security')).body.serverKeys;
  expect(list).toMatchObject([{ id: body.id, name: 'Backend', scopes: ['write'], endedAt: null }]);
  expect(JSON.stringify(list)).not.toContain(body.key);
  await owner.inside(made.id, 'POST', `/security/server-keys/${body.id}/end`);
  expect((await identify()).body.code).toBe('key_unknown');
  expect((await owner.inside(made.id, 'POST', '/security/server-keys', { name: 'Bad', scopes: ['root'] })).status).toBe(
    400,
  );
});

test('the stream says which lists changed, and is silent about conversations of other workspaces', async () => {
  const { browser: owner } = await own();
  const made = await fresh(owner, 'Live');
  const path = `/api/dashboard/workspaces/${made.id}/live`;
  expect((await owner.inside(made.id, 'GET', `/live?conversation=${FOREIGN}`)).status).toBe(404);
  const stop = new AbortController();
  const stream = await fetch(halo.origin + path, { headers: { cookie: owner.cookie() }, signal: stop.signal });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  let heard = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body!) {
      heard += decoder.decode(chunk);
      if (heard.includes('ready') && !heard.includes('changed')) room.deps.live.ring([`workspace:${made.id}:contacts`]);
      if (heard.includes('changed')) return;
    }
  })();
  await reading;
  stop.abort();
  expect(heard).toContain('event: ready');
  expect(heard).toContain('data: {"lists":["contacts"]}');
});

test('refuses malformed settings by their path and stores none of them', async () => {
  const { browser: owner, workspaceId } = await own();
  const before = (await owner.inside(workspaceId, 'GET', '/settings')).body;
  for (const body of [
    { timeZone: 'Mars/Olympus' },
    { identityMode: 'on' },
    { name: '' },
    { surprise: 1 },
    { maxTokenAgeHours: 0 },
  ]) {
    expect(await owner.inside(workspaceId, 'PATCH', '/settings', { tracking: false, ...body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  }
  expect((await owner.inside(workspaceId, 'GET', '/settings')).body).toEqual(before);
  for (const cursor of [
    'x',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('["2026","; drop"]').toString('base64url'),
  ]) {
    expect((await owner.inside(workspaceId, 'GET', `/identify-log?cursor=${cursor}`)).status).toBe(400);
  }
});
