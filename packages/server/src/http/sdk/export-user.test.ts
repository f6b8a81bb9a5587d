import { describe, expect, test } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import { leaveTraces } from '../../testing/leave-traces.ts';
import { tracesOf } from '../../testing/traces.ts';

const room = await chatRoom();
const { sql } = room;

describe('exporting a user', () => {
  test('case 96: one document has all that an erasure takes away, with times and provenance', async () => {
    const workspace = await room.workspace('report');
    const canary = `canary${newId().slice(-12)}`;
    const { user_id, conversationId } = await leaveTraces(room, workspace, canary);
    await room.call('/users/identify', workspace.widgetKey, { user_id: 'bystander', traits: { note: 'not theirs' } });
    const answer = await room.call(`/users/${user_id}/export`, workspace.serverKey);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="halo-person-[\w-]+\.json"$/);
    const { body } = answer;
    expect(body).toMatchObject({ schema_version: 1, user: { user_id, name: canary }, proof: { trust: 'verified' } });
    expect(body.provenance).toContainEqual(
      expect.objectContaining({ key: 'email', trust: 'verified', cleared: false }),
    );
    expect(body.messages[0]).toMatchObject({ conversation_id: conversationId, body: `My word is ${canary}` });
    for (const held of [
      'sessions',
      'conversations',
      'ai_prompts',
      'tickets',
      'events',
      'in_app_messages',
      'identify_log',
    ])
      expect(JSON.stringify(body[held]), held).not.toBe('[]');
    // Whatever of a row names the person stands in the document.
    const said = JSON.stringify(body);
    const rows = await sql`select id from tickets where workspace_id = ${workspace.id}`;
    for (const { id } of rows) expect(said).toContain(id);
    expect(said).not.toContain('not theirs');
    expect(said).not.toMatch(/token_hash|call_key/);
    const audit =
      await sql`select action, actor from audit_log where workspace_id = ${workspace.id} and action = 'contact.exported'`;
    expect(audit).toMatchObject([{ actor: expect.stringContaining('server key') }]);
    expect((await tracesOf(sql, [canary])).filter((line) => line.startsWith('public.audit_log'))).toEqual([]);
  });

  test('a long life comes whole: pages of every kind join without a gap', async () => {
    const workspace = await room.workspace();
    const user_id = 'long';
    await room.call('/users/identify', workspace.widgetKey, { user_id });
    const events = Array.from({ length: 100 }, (_, index) => ({ event_type: `did ${index}` }));
    for (let call = 0; call < 5; call += 1) await room.call('/events', workspace.widgetKey, { user_id, events });
    const { conversation_id: id } = (await room.chat(workspace.widgetKey, { user_id })).body;
    await sql`
      insert into messages (workspace_id, conversation_id, seq, id, author, body, created_at)
      select ${workspace.id}, ${id}, 100 + n, gen_random_uuid(), 'user', 'word ' || n, now() from generate_series(1, 450) n`;
    const { body } = await room.call(`/users/${user_id}/export`, workspace.serverKey);
    expect(new Set(body.events.map((event: { id: string }) => event.id)).size).toBe(500);
    expect(
      body.messages.filter(({ seq }: { seq: number }) => seq > 100).map(({ seq }: { seq: number }) => seq),
    ).toEqual(Array.from({ length: 450 }, (_, index) => 101 + index));
  });

  test('safety R5: a redirected id is refused with the survivor named, whose document has what is under both', async () => {
    const workspace = await room.workspace();
    const key = workspace.widgetKey;
    for (const user_id of ['stays', 'went']) await room.call('/users/identify', key, { user_id });
    await sql`
      update contacts set merged_into = (select id from contacts where external_id = 'stays' and workspace_id = ${workspace.id})
      where external_id = 'went' and workspace_id = ${workspace.id}`;
    const refused = await room.call('/users/went/export', workspace.serverKey);
    expect(refused).toMatchObject({ status: 409, body: { code: 'merged', user_id: 'stays' } });
    const { body } = await room.call('/users/stays/export', workspace.serverKey);
    expect(body.other_user_ids).toEqual(['went']);
    expect(body.identify_log.map((line: { user_id: string }) => line.user_id).sort()).toEqual(['stays', 'went']);
    expect(await room.call('/users/nobody/export', workspace.serverKey)).toMatchObject({ status: 404 });
  });
});
