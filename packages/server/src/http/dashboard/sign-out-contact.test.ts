import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { forgetEndedTokens } from '../../identity/forget-ended-tokens.ts';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { openEvents } from '../../testing/event-reader.ts';
import { signToken } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
const owner = room.own();
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const seconds = () => Math.floor(halo.deps.now().getTime() / 1000);

async function office() {
  const { browser } = await owner;
  const { body } = await browser.call('POST', '/api/dashboard/workspaces', { name: 'Sign out' });
  const id: string = body.workspace.id;
  const key: string = body.widgetKey;
  const headersOf = (session: string, token?: string) => ({
    'x-halo-session': session,
    ...(token && { 'x-halo-user-token': token }),
  });
  const contactId = async (userId: string): Promise<string> => {
    const [row] = await halo.sql`select id from contacts where workspace_id = ${id} and external_id = ${userId}`;
    return row!.id;
  };
  return {
    id,
    key,
    browser,
    /** A token that says when it was signed, unless told. */
    token: (user_id: string, { dated = true, ...claims }: Record<string, unknown> = {}) =>
      signToken(body.identitySecret.secret, {
        user_id,
        exp: seconds() + 3_600,
        ...(dated ? { iat: seconds() } : { jti: randomBytes(6).toString('hex') }),
        ...claims,
      }),
    identify: (user_id: string, more: object) => halo.call('/users/identify', key, { user_id, ...more }),
    say: (more: object) => halo.call('/chat', key, { message: 'Hello', ...more }),
    /** How many conversations a session may read, or the code it is refused with. */
    async reads(session: string, token?: string): Promise<number | string> {
      const answer = await halo.call('/conversations', key, undefined, { headers: headersOf(session, token) });
      return answer.status === 200 ? answer.body.conversations.length : answer.body.code;
    },
    listen: (session: string, token?: string) =>
      openEvents(`${halo.origin}/api/sdk/stream`, { ...headersOf(session, token), authorization: `Bearer ${key}` }),
    contactId,
    /** Signs a person out everywhere, seconds after whatever was done and before whatever comes. */
    async signOut(userId: string) {
      halo.turnClock(2);
      const answer = await browser.inside(id, 'POST', `/contacts/${await contactId(userId)}/sign-out`, {});
      halo.turnClock(2);
      return answer;
    },
  };
}

describe('signing a person out everywhere', () => {
  test('case 61, safety K2: ends their sessions and the streams of them; a token signed later begins anew', async () => {
    const { token, say, reads, listen, signOut } = await office();
    const [session_id, other, old] = [newSession(), newSession(), token('jane')];
    await say({ user_id: 'jane', user_token: old, session_id });
    const stream = await listen(session_id, old);
    const elsewhere = await listen(other, old);
    await Promise.all([stream.until('ready'), elsewhere.until('ready')]);
    const { status, body } = await signOut('jane');
    expect(status).toBe(200);
    expect(body.sessions).toMatchObject([{ endedAt: expect.any(String) }]);
    expect((await stream.until('ended')).data).toMatchObject({ reason: 'session' });
    expect((await elsewhere.until('ended')).data).toMatchObject({ reason: 'token' });
    expect(await reads(session_id, old)).toBe('session_closed');

    const again = await say({ user_id: 'jane', user_token: token('jane'), session_id });
    expect(again.status).toBe(200);
    expect(again.body.session_id).not.toBe(session_id);
    expect(await reads(again.body.session_id, token('jane'))).toBe(2);
  });

  test('safety K2: refuses tokens signed before in every way in, in any mode, and says so in the log', async () => {
    const { id, key, browser, token, identify, say, reads, signOut } = await office();
    for (const identityMode of ['off', 'report', 'enforce']) {
      await halo.sql`update workspaces set identity_mode = ${identityMode} where id = ${id}`;
      const userId = `user-${identityMode}`;
      const old = token(userId);
      await identify(userId, { user_token: old, traits: { plan: 'pro' } });
      await signOut(userId);
      const named = { user_id: userId, user_token: old };
      const answers = [
        await identify(userId, { user_token: old, traits: { plan: 'free' } }),
        await halo.call('/companies/identify', key, { ...named, company_id: 'acme' }),
        await say({ ...named, session_id: newSession() }),
        await halo.call('/events', key, { ...named, events: [{ event_type: 'exported' }] }),
        await halo.call('/tickets/create', key, { ...named, subject: 'It broke' }),
      ];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        answers.map(() => [403, 'identity_expired']),
      );
      expect(await reads(newSession(), old)).toBe('identity_expired');
      const [contact] = await halo.sql`
        select custom_fields from contacts where workspace_id = ${id} and external_id = ${userId}`;
      expect(contact!.custom_fields).toEqual({ plan: 'pro' });
    }
    await halo.log({ id, widgetKey: key, secret: { id: '', secret: '' }, serverKey: '' });
    const { body } = await browser.inside(id, 'GET', '/identify-log?only=refused&userId=user-enforce');
    expect(body.rows).toHaveLength(6);
    expect(body.rows[0]).toMatchObject({ result: 'refused', reason: 'signed_out' });
  });

  test('safety K2: refuses every token without iat that was seen before, also one that only read; an unseen one works', async () => {
    const { token, identify, reads, signOut } = await office();
    const [wrote, read, unseen] = [1, 2, 3].map(() => token('jane', { dated: false }));
    await identify('jane', { user_token: wrote });
    expect(await reads(newSession(), read)).toBe(0);
    await signOut('jane');
    for (const token of [wrote!, read!]) {
      expect((await identify('jane', { user_token: token })).body.code).toBe('identity_expired');
      expect(await reads(newSession(), token)).toBe('identity_expired');
    }
    for (const _ of [1, 2]) {
      expect((await identify('jane', { user_token: unseen })).status).toBe(200);
      expect(await reads(newSession(), unseen)).toBe(0);
    }
    await signOut('jane');
    expect((await identify('jane', { user_token: unseen })).body.code).toBe('identity_expired');
  });

  test('safety K2: refuses an old token beside good ones that arrive at once', async () => {
    const { token, identify, signOut } = await office();
    const old = token('jane');
    await identify('jane', { user_token: old });
    await signOut('jane');
    const answers = await Promise.all(
      [old, token('jane'), old, token('jane')].map((user_token) => identify('jane', { user_token })),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 403, 200]);
  });

  test('touches nobody else', async () => {
    const { token, say, reads, signOut } = await office();
    const session_id = newSession();
    const john = token('john');
    await say({ user_id: 'john', user_token: john, session_id });
    await say({ user_id: 'jane', user_token: token('jane'), session_id: newSession() });
    await signOut('jane');
    expect(await reads(session_id, john)).toBe(1);
    expect((await say({ user_id: 'john', user_token: john, session_id })).body.session_id).toBe(session_id);
  });

  test('is every teammate’s work, stands in the audit log, and is not there for another workspace', async () => {
    const [here, there] = [await office(), await office()];
    await there.identify('theirs', { user_token: there.token('theirs') });
    const theirs = await there.contactId('theirs');
    const path = `/contacts/${theirs}/sign-out`;
    expect(await here.browser.inside(here.id, 'POST', path, {})).toMatchObject({ status: 404 });
    const [untouched] = await halo.sql`select sessions_valid_from from contacts where id = ${theirs}`;
    expect(untouched!.sessions_valid_from).toBeNull();
    const member = await room.join(there.browser, there.id, 'member');
    expect(await member.inside(there.id, 'POST', path, {})).toMatchObject({ status: 200 });
    const audit = await there.browser.inside(there.id, 'GET', '/audit');
    expect(audit.body.rows[0]).toMatchObject({
      action: 'contact.signed_out',
      subject: theirs,
      actor: expect.stringContaining('The member'),
      detail: { sessions: 0 },
    });
  });

  test('keeps a token without iat in mind only until it has ended by itself', async () => {
    const { id, token, identify } = await office();
    await identify('jane', { user_token: token('jane', { dated: false }) });
    await identify('jane', { user_token: token('jane', { dated: false, exp: undefined }) });
    const remembered = async () =>
      (await halo.sql`select ends_at from undated_tokens where workspace_id = ${id}`).length;
    await forgetEndedTokens(halo.deps);
    expect(await remembered()).toBe(2);
    await forgetEndedTokens({ ...halo.deps, now: () => new Date(halo.deps.now().getTime() + 3 * 3_600_000) });
    expect(await remembered()).toBe(1);
  });
});

describe('ending one session of a person', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const SAFARI =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

  /** Jane in two browsers, and the office that looks at her. */
  async function jane() {
    const office_ = await office();
    const { key, token, browser, id } = office_;
    const seen: Record<string, string> = {};
    for (const [name, agent] of Object.entries({ firefox: FIREFOX, safari: SAFARI })) {
      const body = { message: 'Hello', user_id: 'jane', user_token: token('jane'), session_id: newSession() };
      await halo.call('/chat', key, body, { headers: { 'user-agent': agent } });
      seen[name] = body.session_id;
      halo.turnClock(2);
    }
    const path = `/contacts/${await office_.contactId('jane')}`;
    const list = async () => (await browser.inside(id, 'GET', path)).body.sessions;
    const rowOf = async (device: string) =>
      (await list()).find((session: { device: string }) => session.device === device).id as string;
    return { ...office_, path, list, rowOf, firefox: seen.firefox!, safari: seen.safari! };
  }

  test('the list says on what, how proven and until when, and nothing that would open a session', async () => {
    const { list, firefox, safari } = await jane();
    const sessions = await list();
    expect(sessions).toMatchObject([
      { device: 'Safari on macOS', trust: 'verified', method: 'token', endedAt: null },
      { device: 'Firefox on Linux', trust: 'verified', method: 'token', endedAt: null },
    ]);
    for (const { expiresAt, createdAt, lastSeen } of sessions) {
      expect(expiresAt > lastSeen && lastSeen >= createdAt).toBe(true);
    }
    for (const secret of [firefox, safari, FIREFOX]) expect(JSON.stringify(sessions)).not.toContain(secret);
  });

  test('case 61: closes its streams in seconds, opens nothing more, and leaves the other one and its token alone', async () => {
    const { id, browser, path, rowOf, listen, reads, say, token, firefox, safari } = await jane();
    const [one, other] = [await listen(firefox, token('jane')), await listen(safari, token('jane'))];
    await Promise.all([one.until('ready'), other.until('ready')]);
    const row = await rowOf('Firefox on Linux');
    const { status, body } = await browser.inside(id, 'POST', `${path}/sessions/${row}/end`, {});
    expect(status).toBe(200);
    const states = body.sessions.map((each: { device: string; endedAt: string | null }) => [
      each.device,
      !each.endedAt,
    ]);
    expect(Object.fromEntries(states)).toEqual({ 'Firefox on Linux': false, 'Safari on macOS': true });
    expect((await one.until('ended')).data).toEqual({ reason: 'session' });
    expect(await reads(firefox, token('jane'))).toBe('session_closed');
    expect(await reads(safari, token('jane'))).toBe(2);
    const goesOn = await say({ user_id: 'jane', user_token: token('jane'), session_id: firefox });
    expect(goesOn.body.session_id).not.toBe(firefox);
    await other.close();
  });

  test('rings the contact page, stands in the audit log once, and says neither session id nor token there', async () => {
    const { id, browser, path, rowOf, firefox } = await jane();
    const bells = await openEvents(`${halo.origin}/api/dashboard/workspaces/${id}/live`, { cookie: browser.cookie() });
    await bells.until('ready');
    const row = await rowOf('Firefox on Linux');
    for (const _ of [1, 2]) {
      expect((await browser.inside(id, 'POST', `${path}/sessions/${row}/end`, {})).status).toBe(200);
    }
    for (let rung: string[] = []; !rung.includes('contacts'); ) rung = (await bells.until('changed')).data.lists;
    await bells.close();
    const { body } = await browser.inside(id, 'GET', '/audit');
    const lines = body.rows.filter(({ action }: { action: string }) => action === 'contact.session_ended');
    expect(lines).toMatchObject([{ detail: { device: 'Firefox on Linux' } }]);
    expect(JSON.stringify(body)).not.toContain(firefox);
  });

  test('case 99: another person’s session, another workspace’s, and none at all are not found', async () => {
    const [here, there] = [await jane(), await jane()];
    await here.say({ user_id: 'john', session_id: newSession() });
    await here.identify('john', {});
    const johns = `/contacts/${await here.contactId('john')}`;
    const [mine, theirs] = [await here.rowOf('Firefox on Linux'), await there.rowOf('Firefox on Linux')];
    const tries = [
      `${johns}/sessions/${mine}/end`,
      `${here.path}/sessions/${theirs}/end`,
      `${there.path}/sessions/${theirs}/end`,
      `${here.path}/sessions/0190a000-0000-7000-8000-00000000dead/end`,
      `${here.path}/sessions/${here.firefox}/end`,
    ];
    for (const path of tries) expect((await here.browser.inside(here.id, 'POST', path, {})).status).toBe(404);
    const open = await halo.sql`select id from sessions where id in (${mine}, ${theirs}) and ended_at is null`;
    expect(open).toHaveLength(2);
  });
});
