import { createHmac } from 'node:crypto';
import type { MeAnswer, WelcomeAnswer } from '@halo/wire/dashboard/teammates.ts';
import { expect, test } from 'vitest';
import { dashboardRoom, PASSWORD } from '../../testing/dashboard-room.ts';
import { createWorkspace } from '../../workspaces/create-workspace.ts';
import { issueOwnerLink } from '../../workspaces/issue-owner-link.ts';

const room = await dashboardRoom();

const accept = (token: string, more: object = {}) => ({
  token,
  name: 'Olivia Owner',
  email: 'olivia@acme.test',
  password: PASSWORD,
  workspaceName: 'Acme',
  ...more,
});

test('safety A1: the owner link lets exactly one owner in, gives them a workspace and every workspace that had no owner', async () => {
  const { db } = room.deps;
  const demo = await createWorkspace(room.deps, { name: 'Demo', isDemo: true, actor: { kind: 'halo' } });
  const [first, second] = [await issueOwnerLink(room.deps), await issueOwnerLink(room.deps)];
  const tokens = [first!, second!].map(({ link }) => link.split('/dashboard/welcome#owner=')[1]!);
  expect(tokens[0]).toMatch(/^[\w-]{22}$/);
  const state = () => room.browser().call('GET', '/api/dashboard/welcome');
  expect((await state()).body).toEqual({ hasOwner: false });

  const browsers = [...tokens, ...tokens, ...tokens].map((token, index) => ({ token, index, browser: room.browser() }));
  const answers = await Promise.all(
    browsers.map(({ browser, token, index }) =>
      browser.call<WelcomeAnswer>(
        'POST',
        '/api/dashboard/welcome/accept',
        accept(token, { email: `o${index}@acme.test` }),
      ),
    ),
  );
  const good = answers.filter((answer) => answer.status === 200);
  expect(good).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 404)).toHaveLength(5);
  const { me, created } = good[0]!.body;
  expect(me!.workspaces).toMatchObject([
    { name: 'Acme', isDemo: false, role: 'owner' },
    { id: demo.id, isDemo: true, role: 'owner' },
  ]);
  expect(created!.widgetKey).toMatch(/^ab_live_/);
  expect(created!.identitySecret.secret).toMatch(/^ha_secret_/);
  expect((await state()).body).toEqual({ hasOwner: true });
  expect(await issueOwnerLink(room.deps)).toBeNull();
  const [count] = await db.sql`select count(*)::integer as teammates from teammates`;
  expect(count).toEqual({ teammates: 1 });

  const later = await createWorkspace(room.deps, { name: 'From the shell', actor: { kind: 'command_line' } });
  const winner = browsers[answers.indexOf(good[0]!)]!.browser;
  const { body } = await winner.call<MeAnswer>('GET', '/api/dashboard/me');
  expect(body.workspaces.map((workspace) => workspace.id)).toContain(later.id);
});

test('safety A1: nobody signs up without a link, and what better-auth offers besides stays shut', async () => {
  const browser = room.browser();
  const signUp = await browser.call('POST', '/api/auth/sign-up/email', {
    email: 'x@x.test',
    password: PASSWORD,
    name: 'X',
  });
  expect(signUp).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect((await browser.call('POST', '/api/auth/delete-user', {})).status).toBe(404);
  expect((await browser.call('GET', '/api/auth/list-sessions')).status).toBe(404);
  const guess = await browser.call('POST', '/api/dashboard/welcome/accept', accept('A'.repeat(22)));
  expect(guess).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect((await browser.call('GET', '/api/dashboard/me')).body).toMatchObject({ code: 'sign_in_required' });
});

test('an invitation is for one address, lets it in once and gives the role it names', async () => {
  const { owner, workspaceId } = await anOwner();
  const path = `/api/dashboard/workspaces/${workspaceId}/teammates/invitations`;
  const { body } = await owner.call<{ link: string }>('POST', path, { email: 'Mia@acme.test', role: 'member' });
  const token = body.link.split('#invitation=')[1]!;
  const mia = room.browser();
  expect((await mia.call('POST', '/api/dashboard/welcome/open', { token })).body).toEqual({
    kind: 'invitation',
    email: 'mia@acme.test',
    workspaceName: 'Acme',
    knownTeammate: false,
  });
  const wrong = await mia.call('POST', '/api/dashboard/welcome/accept', accept(token, { email: 'eve@acme.test' }));
  expect(wrong).toMatchObject({ status: 400, body: { path: 'email' } });
  const entered = await mia.call<WelcomeAnswer>(
    'POST',
    '/api/dashboard/welcome/accept',
    accept(token, { email: 'mia@acme.test' }),
  );
  expect(entered.body.me!.workspaces).toMatchObject([{ id: workspaceId, role: 'member' }]);
  expect(
    (await mia.call('POST', '/api/dashboard/welcome/accept', accept(token, { email: 'mia@acme.test' }))).status,
  ).toBe(404);
});

test('a known teammate joins a second workspace with the password they have, and nobody else with another', async () => {
  const { owner } = await anOwner();
  const second = await owner.call('POST', '/api/dashboard/workspaces', { name: 'Second' });
  const path = `/api/dashboard/workspaces/${second.body.workspace.id}/teammates/invitations`;
  const { body } = await owner.call<{ link: string }>('POST', path, { email: 'mia@acme.test', role: 'admin' });
  const token = body.link.split('#invitation=')[1]!;
  const form = accept(token, { email: 'mia@acme.test', password: 'not the password' });
  expect(await room.browser().call('POST', '/api/dashboard/welcome/accept', form)).toMatchObject({
    status: 401,
    body: { code: 'sign_in_required' },
  });
  const mia = room.browser();
  const entered = await mia.call<WelcomeAnswer>('POST', '/api/dashboard/welcome/accept', {
    ...form,
    password: PASSWORD,
  });
  expect(entered.body.me!.workspaces.map((workspace) => workspace.role).sort()).toEqual(['admin', 'member']);
});

test('safety P1: signs in with a cookie scripts cannot read and other sites do not get, and out again at once', async () => {
  await anOwner();
  const browser = room.browser();
  const entered = await signIn(browser, PASSWORD);
  expect(entered.status).toBe(200);
  const line = entered.headers.getSetCookie().find((cookie) => cookie.includes('session_token'))!;
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  expect((await browser.call('GET', '/api/dashboard/me')).status).toBe(200);
  const stolen = browser.cookie();
  await browser.call('POST', '/api/auth/sign-out');
  const replay = await room.browser().call('GET', '/api/dashboard/me', undefined, { cookie: stolen });
  expect(replay).toMatchObject({ status: 401, body: { code: 'sign_in_required' } });
});

test('safety A1: five failed sign-ins bring waits that grow, for parallel guesses too, and a good one ends them', async () => {
  await anOwner();
  const browser = room.browser();
  const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn(browser, 'a wrong guess')));
  const counts = Map.groupBy(guesses, (guess) => guess.status);
  expect(counts.get(401)).toHaveLength(5);
  expect(counts.get(429)).toHaveLength(7);
  const right = await signIn(browser, PASSWORD);
  expect(right).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  const firstWait = Number(right.headers.get('retry-after'));
  expect(firstWait).toBeGreaterThan(10);
  room.halo.turnClock(firstWait + 1);
  expect((await signIn(browser, 'another wrong guess')).status).toBe(401);
  const secondWait = Number((await signIn(browser, PASSWORD)).headers.get('retry-after'));
  expect(secondWait).toBeGreaterThan(firstWait);
  room.halo.turnClock(secondWait + 1);
  expect((await signIn(browser, PASSWORD)).status).toBe(200);
  expect((await signIn(room.browser(), 'one typo')).status).toBe(401);
  expect((await signIn(room.browser(), PASSWORD)).status).toBe(200);
});

test('bad credentials, bad JSON and strange types are clear refusals', async () => {
  const browser = room.browser();
  for (const body of [{}, [], { email: 'no address', password: 'x' }, { email: 'a@b.test', password: 7 }]) {
    expect(await browser.call('POST', '/api/auth/sign-in/email', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  }
  const answer = await fetch(`${room.halo.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: room.halo.origin, 'content-type': 'application/json' },
    body: '{',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'invalid_json' });
});

test('safety P1: a cookie is of no use to another origin', async () => {
  const { owner, workspaceId } = await anOwner();
  const path = `/api/dashboard/workspaces/${workspaceId}/settings`;
  for (const origin of [
    'https://evil.test',
    'null',
    `http://127.0.0.1:${Number(new URL(room.halo.origin).port) + 1}`,
  ]) {
    const answer = await owner.call('PATCH', path, { name: 'Stolen' }, { origin });
    expect(answer).toMatchObject({ status: 403, body: { code: 'bad_origin' } });
  }
  const { cookie } = { cookie: owner.cookie() };
  const without = await fetch(room.halo.origin + path, {
    method: 'PATCH',
    headers: { cookie },
    body: '{"name":"Stolen"}',
  });
  expect(without.status).toBe(403);
  const read = await owner.call('GET', path, undefined, { 'sec-fetch-site': 'cross-site' });
  expect(read).toMatchObject({ status: 403, body: { code: 'bad_origin' } });
  expect((await owner.call('GET', path)).body.settings.name).toBe('Acme');
});

test('a second factor is asked for once it is on, and recovery codes work once', async () => {
  const { owner, workspaceId } = await anOwner();
  const email = 'tia@acme.test';
  const tia = await room.join(owner, workspaceId, 'admin', email);
  const enabled = await tia.call('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
  const secret = new URL(enabled.body.totpURI).searchParams.get('secret')!;
  const code = totp(secret);
  expect((await tia.call('POST', '/api/auth/two-factor/verify-totp', { code })).status).toBe(200);
  expect((await tia.call('GET', '/api/dashboard/me')).body.teammate.twoFactor).toBe(true);

  const fresh = room.browser();
  const half = await fresh.call('POST', '/api/auth/sign-in/email', { email, password: PASSWORD });
  expect(half.body).toMatchObject({ twoFactorRedirect: true });
  expect((await fresh.call('GET', '/api/dashboard/me')).status).toBe(401);
  expect((await fresh.call('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
  const recovery = enabled.body.backupCodes[0];
  expect((await fresh.call('POST', '/api/auth/two-factor/verify-backup-code', { code: recovery })).status).toBe(200);
  expect((await fresh.call('GET', '/api/dashboard/me')).status).toBe(200);
  const again = room.browser();
  await again.call('POST', '/api/auth/sign-in/email', { email, password: PASSWORD });
  expect((await again.call('POST', '/api/auth/two-factor/verify-backup-code', { code: recovery })).status).toBe(401);
  const [stored] = await room.deps.db.sql`select secret from teammate_two_factors`;
  expect(JSON.stringify(stored)).not.toContain(base32(secret).toString());
});

test('safety P1: under https the cookie is bound to the host and travels encrypted only', async () => {
  await anOwner();
  const { config } = room.deps;
  room.deps.config = { ...config, publicUrl: 'https://halo.example' };
  try {
    const browser = room.browser();
    const login = { email: OWNER, password: PASSWORD };
    const entered = await browser.call('POST', '/api/auth/sign-in/email', login, { origin: 'https://halo.example' });
    expect(entered.status).toBe(200);
    for (const line of entered.headers.getSetCookie()) {
      expect(line).toMatch(/^__Host-halo\./);
      expect(line).toMatch(/; Path=\/(;|$)/i);
      expect(line).toMatch(/; Secure/i);
      expect(line).not.toMatch(/Domain=/i);
    }
    expect((await browser.call('GET', '/api/dashboard/me')).status).toBe(200);
  } finally {
    room.deps.config = config;
  }
});

const OWNER = 'owner@acme.test';

async function signIn(browser: ReturnType<typeof room.browser>, password: string) {
  return browser.call('POST', '/api/auth/sign-in/email', { email: OWNER, password });
}

let known: Promise<{ owner: ReturnType<typeof room.browser>; workspaceId: string }> | undefined;

/** An owner of "Acme" under a known address, made through the owner that the first test let in. */
function anOwner() {
  known ??= (async () => {
    const [{ id: workspaceId }] = await room.deps.db.sql<
      [{ id: string }]
    >`select id from workspaces where name = 'Acme'`;
    const { inviteTeammate } = await import('../../workspaces/invite-teammate.ts');
    const invited = await inviteTeammate(room.deps, {
      workspaceId,
      email: OWNER,
      role: 'owner',
      actor: { kind: 'command_line' },
    });
    const owner = room.browser();
    const token = invited.link.split('#invitation=')[1]!;
    await owner.call('POST', '/api/dashboard/welcome/accept', accept(token, { email: OWNER }));
    return { owner, workspaceId };
  })();
  return known;
}

/** What an authenticator app shows now for the secret of its QR code (RFC 6238). */
function totp(secret: string): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = [...text.replaceAll('=', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
