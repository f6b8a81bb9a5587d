import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { chatRoom } from '../testing/chat-room.ts';
import { leaveTraces } from '../testing/leave-traces.ts';
import { newSession } from '../testing/sessions.ts';
import { tracesOf } from '../testing/traces.ts';
import { eraseContact } from './erase-contact.ts';

const room = await chatRoom();
const { sql } = room;

const erase = (key: string, userId: string) => room.call(`/users/${userId}`, key, undefined, { method: 'DELETE' });

describe('an erasure meets what happens at the same time', () => {
  test('whatever arrives beside it, nobody is left half', async () => {
    const workspace = await room.workspace();
    for (let round = 0; round < 8; round += 1) {
      const user_id = `race-${round}`;
      const session_id = newSession();
      await room.call('/users/identify', workspace.widgetKey, { user_id, session_id, traits: { plan: 'pro' } });
      await room.chat(workspace.widgetKey, { user_id, session_id });
      const events = [{ event_type: 'did' }];
      const answers = await Promise.all([
        room.chat(workspace.widgetKey, { user_id, session_id }),
        room.call('/events', workspace.widgetKey, { user_id, session_id, events }),
        erase(workspace.serverKey, user_id),
        room.call('/users/update', workspace.serverKey, { user_id, traits: { plan: 'late' } }),
        room.call('/users/identify', workspace.widgetKey, { user_id, session_id, traits: { plan: 'new' } }),
        room.call('/tickets/create', workspace.serverKey, { user_id, subject: 'Now' }),
      ]);
      expect(answers.filter(({ status }) => status >= 500).map(({ body }) => body)).toEqual([]);
    }
    const orphans = await sql`
      select 'facts' as what from contact_facts f where not exists (select from contacts c where c.id = f.contact_id)
      union all select 'session' from sessions s
        where s.contact_id is not null and not exists (select from contacts c where c.id = s.contact_id)
      union all select 'conversation' from conversations v
        where v.contact_id is not null and not exists (select from contacts c where c.id = v.contact_id)
      union all select 'ticket' from tickets t
        where t.contact_id is not null and not exists (select from contacts c where c.id = t.contact_id)
      union all select 'event' from events e
        where e.contact_id is not null and not exists (select from contacts c where c.id = e.contact_id)
      union all select 'message' from messages m where not exists (select from conversations c where c.id = m.conversation_id)
      union all select 'prompt' from prompts p where not exists (select from conversations c where c.id = p.conversation_id)
      union all select 'ticket of nothing' from tickets t
        where not exists (select from conversations c where c.id = t.conversation_id)`;
    expect(orphans).toEqual([]);
  });

  test('a failure in the middle leaves everything as it was, and the next try erases', async () => {
    const workspace = await room.workspace();
    const { user_id } = await leaveTraces(room, workspace, `half${newId().slice(-12)}`);
    const before = (await tracesOf(sql, [user_id])).length;
    await sql`alter table prompts rename to prompts_away`;
    expect((await erase(workspace.serverKey, user_id)).status).toBe(500);
    await sql`alter table prompts_away rename to prompts`;
    expect((await tracesOf(sql, [user_id])).length).toBe(before);
    expect((await erase(workspace.serverKey, user_id)).status).toBe(200);
  });

  test('a lead goes with the session that gave their e-mail, and with what was decided about that e-mail', async () => {
    const workspace = await room.workspace();
    const email = `lead-${newId().slice(-12)}@acme.test`;
    const session_id = newSession();
    await room.chat(workspace.widgetKey, { session_id });
    await room.call('/tickets/create', workspace.widgetKey, { email, subject: 'Hi' });
    const [lead] = await sql`select id from contacts where email = ${email}`;
    const hash = createHash('sha256').update(session_id).digest();
    await sql`update sessions set lead_id = ${lead!.id}, said = ${sql.json({ traits: { email } })} where token_hash = ${hash}`;
    await sql`insert into dismissed_duplicates values (${workspace.id}, ${email}, ${[lead!.id, newId()]}::uuid[], now())`;
    await eraseContact(room.deps, { workspaceId: workspace.id, contactId: lead!.id, actor: { kind: 'halo' } });
    expect(await tracesOf(sql, [email])).toEqual([]);
    expect((await tracesOf(sql, [lead!.id])).map((line) => line.split(':')[0])).toEqual(['public.audit_log']);
  });
});
