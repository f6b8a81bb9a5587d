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

describe('rotation', () => {
  const rotate = (workspace: TestWorkspace, session_id: string, more: object = {}) =>
    identify(workspace.widgetKey, { user_id: 'a', session_id, rotate_session: true, ...more });

  test.each([true, false])(
    'safety R1: gives a successor; the old id lives for a minute and is dead then (proved: %s)',
    async (proved) => {
      const workspace = await halo.workspace();
      const token = () => (proved ? proof(workspace, 'a') : undefined);
      const session_id = newSession();
      const said = await say(workspace.widgetKey, { session_id });
      const successor = (await rotate(workspace, session_id, { user_token: token() })).body.session_id;
      expect(successor).toMatch(/^sess_[\w-]{22}$/);
      expect(successor).not.toBe(session_id);
      expect(await own(workspace, successor, token())).toBe(1);
      expect(await own(workspace, session_id, token())).toBe(1);
      halo.turnClock(61);
      expect(await own(workspace, successor, token())).toBe(1);
      // Whoever knew the old id: it opens nothing, and a chat with it is nobody's and nothing of the person's.
      expect(await own(workspace, session_id)).toBe(0);
      const stranger = await say(workspace.widgetKey, { session_id });
      expect(stranger.body.conversation_id).not.toBe(said.body.conversation_id);
      expect(await personOf(workspace, session_id)).toBeNull();
      expect(await personOf(workspace, successor)).toBe('a');
    },
  );

  test('safety R1: a dead id is not revived by travelling with the live one', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id });
    const successor = (await rotate(workspace, session_id)).body.session_id;
    halo.turnClock(61);
    const busy = Array.from({ length: 6 }, (_, n) =>
      say(workspace.widgetKey, { session_id: newSession(), user_id: `x${n}` }),
    );
    const [dead, live] = await Promise.all([
      say(workspace.widgetKey, { session_id, user_id: 'a' }),
      say(workspace.widgetKey, { session_id: successor, user_id: 'a' }),
      ...busy,
    ]);
    expect(dead!.body.conversation_id).not.toBe(live!.body.conversation_id);
  });

  test('case 11: a lost answer is asked for again and names the same successor; two tabs get the same', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id });
    const answers = await Promise.all([1, 2, 3].map(() => rotate(workspace, session_id)));
    const again = await rotate(workspace, session_id);
    const ids = new Set([...answers, again].map(({ body }) => body.session_id));
    expect(ids.size).toBe(1);
    expect(ids).not.toContain(session_id);
    halo.turnClock(61);
    expect(await own(workspace, [...ids][0]!)).toBe(1);
  });

  test('a tab that comes back with a dead id is given a session of its own, and a successor of its own', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    const said = await say(workspace.widgetKey, { session_id });
    const successor = (await rotate(workspace, session_id)).body.session_id;
    halo.turnClock(61);
    const late = await rotate(workspace, session_id);
    expect(late.status).toBe(200);
    expect([session_id, successor]).not.toContain(late.body.session_id);
    expect(await own(workspace, late.body.session_id)).toBe(0);
    const after = await say(workspace.widgetKey, { session_id: late.body.session_id, user_id: 'a' });
    expect(after.body.conversation_id).not.toBe(said.body.conversation_id);
    expect(await own(workspace, successor)).toBe(1);
  });

  test('a person who goes on is given no new id with every identify', async () => {
    const workspace = await halo.workspace();
    const successor = (await rotate(workspace, newSession())).body.session_id;
    expect((await rotate(workspace, successor)).body.session_id).toBe(successor);
  });

  test('safety R1: nobody but the person of the session is told its successor', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace.widgetKey, { session_id });
    const successor = (await rotate(workspace, session_id, { user_token: proof(workspace, 'a') })).body.session_id;
    for (const body of [{ user_id: 'b' }, { user_id: 'a' }, { user_id: 'b', user_token: proof(workspace, 'b') }]) {
      const answer = await identify(workspace.widgetKey, { session_id, rotate_session: true, ...body });
      expect([successor, session_id]).not.toContain(answer.body.session_id);
    }
  });
});
