import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const ask = (workspace: TestWorkspace, body: object) => halo.call('/conversations/human', workspace.widgetKey, body);

test('makes a ticket on the right contact, named by what was said first; asking ten times is asking once', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  const said = { session_id, user_token: signToken(workspace.secret.secret, { user_id: 'jane', name: 'Jane' }) };
  await halo.call('/chat', workspace.widgetKey, { message: 'My sync fails', ...said });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(workspace, said)));
  expect(new Set(answers.map(({ body }) => body.ticket_id)).size).toBe(1);
  expect(answers[0]!.body).toMatchObject({ success: true, session_id });
  const tickets = await halo.sql`
    select t.subject, t.status, t.trust, k.external_id from tickets t join contacts k on k.id = t.contact_id
    where t.workspace_id = ${workspace.id}`;
  expect(tickets).toEqual([{ subject: 'My sync fails', status: 'open', trust: 'verified', external_id: 'jane' }]);
  const messages = await halo.sql`
    select body, notice from messages where workspace_id = ${workspace.id} and author = 'system'`;
  expect(messages).toEqual([{ body: answers[0]!.body.message, notice: 'team_told' }]);
  expect(answers[0]!.body.notice).toBe('team_told');
});

test('a visitor who has said nothing yet gets a conversation with a ticket too', async () => {
  const workspace = await halo.workspace();
  const { body } = await ask(workspace, { session_id: newSession() });
  const [row] = await halo.sql`select subject, contact_id, trust from tickets where id = ${body.ticket_id}`;
  expect(row).toEqual({ subject: 'Asks for a teammate', contact_id: null, trust: 'anonymous' });
});

test('case 13: the ticket of a visitor moves to the contact they turn out to be', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  const { body } = await ask(workspace, { session_id });
  const identified = await halo.call('/users/identify', workspace.widgetKey, { user_id: 'jane', session_id });
  expect(identified.body.linked).toEqual({ conversations: 1, tickets: 1 });
  const [row] = await halo.sql`
    select t.trust, k.external_id from tickets t join contacts k on k.id = t.contact_id where t.id = ${body.ticket_id}`;
  expect(row).toEqual({ trust: 'claimed', external_id: 'jane' });
});

test('in enforce a named user needs a token, and somebody else’s session leads to a new one', async () => {
  const workspace = await halo.workspace('enforce');
  const session_id = newSession();
  expect((await ask(workspace, { session_id, user_id: 'jane' })).body.code).toBe('identity_required');
  const jane = { session_id, user_token: signToken(workspace.secret.secret, { user_id: 'jane' }) };
  const joe = { session_id, user_token: signToken(workspace.secret.secret, { user_id: 'joe' }) };
  const first = await ask(workspace, jane);
  const second = await ask(workspace, joe);
  expect(first.body.session_id).toBe(session_id);
  expect(second.body.session_id).not.toBe(session_id);
  expect(second.body.conversation_id).not.toBe(first.body.conversation_id);
});
