import { describe, expect, test } from 'vitest';
import { changeState } from '../in-app-messages/change-state.ts';
import { saveInAppMessage } from '../in-app-messages/save-in-app-message.ts';
import { chatRoom } from '../testing/chat-room.ts';
import { inAppMessage } from '../testing/in-app-messages.ts';
import { newSession } from '../testing/sessions.ts';
import { keepRetention } from './keep-retention.ts';

const room = await chatRoom();
const { sql } = room;

/** The chore as it will be after so many days; nothing but its clock is turned. */
const runIn = (days: number) =>
  keepRetention({ ...room.deps, now: () => new Date(room.deps.now().getTime() + days * 86_400_000) });

describe('what is kept for how long', () => {
  test('case 97: stale visitors go with what they did, talkers stay with what they said', async () => {
    const { id, widgetKey: key } = await room.workspace();
    const [talker, visitor] = [newSession(), newSession()];
    const events = [{ event_type: 'looked' }];
    for (const session_id of [talker, visitor]) await room.call('/events', key, { session_id, events });
    await room.chat(key, { session_id: talker });
    await room.call('/events', key, { user_id: 'jane', session_id: newSession(), events });
    const held = async () => {
      const [row] = await sql`
        select (select count(*)::int from sessions where workspace_id = ${id}) as sessions,
               (select count(*)::int from events where workspace_id = ${id}) as events,
               (select count(*)::int from messages where workspace_id = ${id}) as messages,
               (select count(*)::int from contacts where workspace_id = ${id}) as contacts`;
      return row;
    };
    await runIn(89);
    expect(await held()).toEqual({ sessions: 3, events: 3, messages: 2, contacts: 1 });
    await sql`update workspaces set session_days = 365 where id = ${id}`;
    await runIn(91);
    expect(await held()).toEqual({ sessions: 2, events: 2, messages: 2, contacts: 1 });
    await runIn(3_000);
    expect(await held()).toEqual({ sessions: 1, events: 2, messages: 2, contacts: 1 });
    const own = await room.call('/conversations', key, undefined, { headers: { 'x-halo-session': talker } });
    expect(own.body.conversations).toHaveLength(1);
  });

  test('case 97: what a stale visitor was shown goes with them', async () => {
    const { id, widgetKey: key } = await room.workspace();
    const actor = { kind: 'command_line' } as const;
    const named = { workspaceId: id, actor };
    const body = inAppMessage({ audience: 'everybody' });
    const message = await saveInAppMessage(room.deps, { ...named, id: null, body });
    await changeState(room.deps, { ...named, id: message.id, state: 'live' });
    const visitor = newSession();
    const note = (session: string) =>
      room.call(
        `/in-app-messages/${message.id}`,
        key,
        { outcome: 'shown' },
        { headers: { 'x-halo-session': session } },
      );
    expect((await note(visitor)).body.due).toBe(true);
    const jane = newSession();
    await room.call('/users/identify', key, { user_id: 'jane', session_id: jane });
    expect((await note(jane)).body.due).toBe(true);
    await runIn(3_000);
    expect(await sql`select from sessions where workspace_id = ${id}`).toHaveLength(0);
    expect(await sql`select from in_app_outcomes where workspace_id = ${id}`).toHaveLength(1);
  });

  test('sessions that ended go after the days of sessions, also of those who wrote; their conversations stay', async () => {
    const { id, widgetKey: key } = await room.workspace();
    const session_id = newSession();
    await room.chat(key, { session_id });
    await room.call('/sessions/end', key, { session_id });
    await runIn(91);
    expect(await sql`select from sessions where workspace_id = ${id}`).toHaveLength(0);
    expect(await sql`select from conversations where workspace_id = ${id}`).toHaveLength(1);
  });

  test('log lines and prompts go when the workspace says, and no conversation with them', async () => {
    const { id, widgetKey: key, serverKey } = await room.workspace();
    await room.call('/users/identify', key, { user_id: 'jane' });
    await room.chat(key, { user_id: 'jane', session_id: newSession() });
    const patch = (body: object) =>
      room.call('/settings', serverKey, undefined, {
        method: 'PATCH',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    const settings = await room.call('/settings', serverKey);
    const first = { identify_log_days: 30, session_days: 90, visitor_days: 90, prompt_days: null };
    expect(settings.body).toMatchObject(first);
    for (const wrong of [
      { identify_log_days: 31 },
      { identify_log_days: 0 },
      { visitor_days: null },
      { prompt_days: 0.5 },
    ])
      expect(await patch(wrong)).toMatchObject({ status: 400 });
    const held = async () => {
      const [row] = await sql`
        select (select count(*)::int from identify_log where workspace_id = ${id}) as lines,
               (select count(*)::int from prompts where workspace_id = ${id}) as prompts,
               (select count(*)::int from messages where workspace_id = ${id}) as messages`;
      return row;
    };
    const before = (await held())!;
    expect(before.lines).toBeGreaterThan(0);
    await runIn(8);
    expect(await held()).toEqual(before);
    expect((await patch({ identify_log_days: 7, prompt_days: 7 })).body).toMatchObject({ prompt_days: 7 });
    await runIn(6);
    expect(await held()).toEqual(before);
    await runIn(8);
    expect(await held()).toEqual({ lines: 0, prompts: 0, messages: before.messages });
  });
});
