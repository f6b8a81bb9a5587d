import { describe, expect, test } from 'vitest';
import { newSession, ownHistory, personOfSession, proofOf } from '../../testing/sessions.ts';
import { type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const say = (key: string, body: object) => halo.call('/chat', key, { message: 'Hello', ...body });
const proof = (workspace: TestWorkspace, user_id: string, claims: object = {}) =>
  proofOf(halo, workspace, user_id, claims);
const own = (workspace: TestWorkspace, session: string, token?: string) => ownHistory(halo, workspace, session, token);
const personOf = (workspace: TestWorkspace, session: string) => personOfSession(halo, workspace, session);

test('cases 13, 15, S2: identify links what the visitor did, once, and they still see it', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  await say(workspace.widgetKey, { session_id, custom_fields: { plan: 'trial', role: 'cto' }, context: { cart: 1 } });
  await halo.call('/conversations/human', workspace.widgetKey, { session_id });
  const first = await identify(workspace.widgetKey, { user_id: 'u1', session_id, traits: { role: 'ceo' } });
  expect(first.body.linked).toEqual({ conversations: 1, tickets: 1 });
  expect((await identify(workspace.widgetKey, { user_id: 'u1', session_id })).body.linked).toEqual({
    conversations: 0,
    tickets: 0,
  });
  const { user } = (await halo.call('/users/u1', workspace.serverKey)).body;
  expect(user.custom_fields).toEqual({ role: 'ceo', plan: 'trial' });
  expect(await own(workspace, session_id)).toBe(1);
});

describe('I9: what a visitor said of themselves', () => {
  test('fills what is unset at their identify, which then has changed them', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await identify(workspace.serverKey, { user_id: 'u1', traits: { role: 'ceo' } });
    await say(workspace.widgetKey, { session_id, custom_fields: { plan: 'trial', role: 'cto' } });
    const before = (await halo.call('/users/u1', workspace.serverKey)).body.user;
    halo.turnClock(2);
    const answer = await identify(workspace.widgetKey, { user_id: 'u1', session_id });
    expect(answer.body.result).toBe('updated');
    const after = (await halo.call('/users/u1', workspace.serverKey)).body.user;
    expect(after.custom_fields).toEqual({ role: 'ceo', plan: 'trial' });
    expect(after.updated_at > before.updated_at).toBe(true);
  });

  test('fills at their first identify also when a chat has named them before', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await identify(workspace.serverKey, { user_id: 'u1' });
    await say(workspace.widgetKey, { session_id, custom_fields: { plan: 'trial' } });
    await say(workspace.widgetKey, { session_id, user_id: 'u1' });
    await identify(workspace.widgetKey, { user_id: 'u1', session_id });
    expect((await halo.call('/users/u1', workspace.serverKey)).body.user.custom_fields).toEqual({ plan: 'trial' });
  });

  test('comes back by no later call once it was cleared', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id, custom_fields: { plan: 'trial' } });
    await identify(workspace.widgetKey, { user_id: 'u1', session_id, traits: { seats: 3 } });
    await identify(workspace.serverKey, { user_id: 'u1', traits: { plan: null, seats: null } });
    await identify(workspace.widgetKey, { user_id: 'u1', session_id, user_token: proof(workspace, 'u1') });
    await identify(workspace.widgetKey, { user_id: 'u1', session_id, user_token: proof(workspace, 'u1') });
    expect((await halo.call('/users/u1', workspace.serverKey)).body.user.custom_fields).toEqual({});
  });
});

test('cases 16, 19, S3: a session of A is never handed to B, nor to a call that names nobody', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  await say(workspace.widgetKey, { session_id, user_id: 'a' });
  await identify(workspace.widgetKey, { user_id: 'a', session_id });
  for (const body of [{ user_id: 'b' }, { user_id: 'c', user_token: proof(workspace, 'c') }]) {
    const answer = await identify(workspace.widgetKey, { ...body, session_id });
    expect(answer.body.session_id).not.toBe(session_id);
    expect(answer.body.session_id).toMatch(/^sess_[\w-]{22}$/);
    expect(answer.body.linked).toEqual({ conversations: 0, tickets: 0 });
    expect(await own(workspace, answer.body.session_id, (body as { user_token?: string }).user_token)).toBe(0);
  }
  const nobody = await say(workspace.widgetKey, { session_id });
  expect(nobody.body.session_id).not.toBe(session_id);
  expect(await own(workspace, nobody.body.session_id)).toBe(1);
  expect(await personOf(workspace, session_id)).toBe('a');
  expect(await own(workspace, session_id)).toBe(1);
});

describe('safety R1: a session that a token bound', () => {
  test('safety R1: opens nothing without a valid token for its person, in every mode', async () => {
    for (const mode of ['off', 'report', 'enforce'] as const) {
      const workspace = await halo.workspace(mode);
      const session_id = newSession();
      await say(workspace.widgetKey, { session_id, user_token: proof(workspace, 'a'), user_id: 'a' });
      expect(await own(workspace, session_id, proof(workspace, 'a'))).toBe(1);
      expect(await own(workspace, session_id)).toBe('identity_required');
      expect(await own(workspace, session_id, proof(workspace, 'b'))).toBe('identity_mismatch');
      expect(['identity_required', 'identity_invalid']).toContain(await own(workspace, session_id, 'forged'));
      expect(['identity_required', 'identity_expired']).toContain(
        await own(workspace, session_id, proof(workspace, 'a', { exp: 1 })),
      );
    }
  });

  test('safety R1: goes on in a new session for an unproved call, which sees nothing of it', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id, user_token: proof(workspace, 'a'), user_id: 'a' });
    for (const body of [{ user_id: 'a' }, { user_id: 'b' }, {}]) {
      const answer = await say(workspace.widgetKey, { session_id, ...body });
      expect(answer.status).toBe(200);
      expect(answer.body.session_id).not.toBe(session_id);
      expect(await own(workspace, answer.body.session_id)).toBe(1);
    }
    expect(await own(workspace, session_id, proof(workspace, 'a'))).toBe(1);
  });

  test('case 52, S7: is suspended when its token ends, and a fresh one of the same person revives it', async () => {
    const workspace = await halo.workspace('enforce');
    const session_id = newSession();
    const short = proof(workspace, 'a', { exp: Math.floor(halo.deps.now().getTime() / 1000) + 30 });
    const said = await say(workspace.widgetKey, { session_id, user_token: short, user_id: 'a' });
    halo.turnClock(29 + 60);
    expect(await own(workspace, session_id, short)).toBe(1);
    halo.turnClock(5);
    expect(await own(workspace, session_id, short)).toBe('identity_expired');
    expect((await say(workspace.widgetKey, { session_id, user_token: short, user_id: 'a' })).status).toBe(403);
    const again = await say(workspace.widgetKey, { session_id, user_token: proof(workspace, 'a'), user_id: 'a' });
    expect([again.body.session_id, again.body.conversation_id]).toEqual([session_id, said.body.conversation_id]);
  });

  test('takes a token without an end, and one whose end no calendar reaches', async () => {
    const workspace = await halo.workspace('enforce');
    for (const exp of [undefined, 1e13, 1e300]) {
      const session_id = newSession();
      const answer = await say(workspace.widgetKey, {
        session_id,
        user_id: 'a',
        user_token: proof(workspace, 'a', { exp }),
      });
      expect([exp, answer.status]).toEqual([exp, 200]);
      expect(await own(workspace, session_id, proof(workspace, 'a', { exp }))).toBeGreaterThan(0);
    }
  });
});

test('safety R2, S6: a proved person sees their proved conversations everywhere; a claimed one those of their session only', async () => {
  const workspace = await halo.workspace();
  const [phone, desk] = [newSession(), newSession()];
  await say(workspace.widgetKey, { session_id: phone, user_id: 'a', user_token: proof(workspace, 'a') });
  await say(workspace.widgetKey, { session_id: desk, user_id: 'a' });
  expect(await own(workspace, newSession(), proof(workspace, 'a'))).toBe(1);
  expect(await own(workspace, desk)).toBe(1);
  expect(await own(workspace, desk, proof(workspace, 'a'))).toBe(2);
  expect(await own(workspace, newSession())).toBe(0);
});

describe('S5: a session that was ended', () => {
  test('case 57: reads nothing more, and a call that brings it goes on in a new one', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id, user_id: 'a' });
    expect((await halo.call('/sessions/end', workspace.widgetKey, { session_id })).status).toBe(200);
    expect((await halo.call('/sessions/end', workspace.widgetKey, { session_id })).status).toBe(200);
    expect(await own(workspace, session_id)).toBe('session_closed');
    expect(await own(workspace, session_id, proof(workspace, 'a'))).toBe('session_closed');
    const after = await say(workspace.widgetKey, { session_id, user_id: 'a' });
    expect(after.body.session_id).not.toBe(session_id);
    expect((await identify(workspace.widgetKey, { session_id, user_id: 'a' })).body.session_id).not.toBe(session_id);
  });

  test('was ended in its own workspace only', async () => {
    const [one, other] = [await halo.workspace(), await halo.workspace()];
    const session_id = newSession();
    await say(one.widgetKey, { session_id });
    await halo.call('/sessions/end', other.widgetKey, { session_id });
    expect(await own(one, session_id)).toBe(1);
  });
});

test('ids shorter than 20 characters work and link, but open no history', async () => {
  const workspace = await halo.workspace();
  const said = await say(workspace.widgetKey, { session_id: 'short-1' });
  expect(said.body.session_id).toBe('short-1');
  expect((await identify(workspace.widgetKey, { user_id: 'a', session_id: 'short-1' })).body.linked.conversations).toBe(
    1,
  );
  expect(await own(workspace, 'short-1')).toBe(0);
});

test('enforce bites open sessions at once', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  await say(workspace.widgetKey, { session_id, user_id: 'a' });
  expect(await own(workspace, session_id)).toBe(1);
  await halo.setMode(workspace, 'enforce');
  expect(await own(workspace, session_id)).toBe('identity_required');
  expect((await halo.log(workspace))[0]).toMatchObject({ result: 'refused', reason: 'no_token', external_id: 'a' });
});

test('report counts a claimed session that reads without a token', async () => {
  const workspace = await halo.workspace('report');
  const session_id = newSession();
  await identify(workspace.widgetKey, { session_id, user_id: 'a' });
  await halo.log(workspace);
  await halo.sql`delete from identify_log where workspace_id = ${workspace.id}`;
  expect(await own(workspace, session_id)).toBe(0);
  expect(await halo.log(workspace)).toMatchObject([{ result: 'would_refuse', reason: 'no_token', external_id: 'a' }]);
});

test('safety R1: no session is opened by an id in the URL, by none, or by one of another shape', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  await say(workspace.widgetKey, { session_id });
  expect((await halo.call(`/conversations?session_id=${session_id}`, workspace.widgetKey)).body.code).toBe(
    'session_closed',
  );
  expect(await own(workspace, 'x'.repeat(5_000))).toBe(0);
  const keyless = await halo.call('/conversations', null, undefined, { headers: { 'x-halo-session': session_id } });
  expect(keyless.status).toBe(401);
});
