import { randomBytes } from 'node:crypto';
import type { InboxRow, InboxViewsAnswer, ThreadAnswer } from '@halo/wire/dashboard/inbox.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken, type TestWorkspace } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
const { browser: olivia, workspaceId, welcome } = await room.own();
const max = await room.join(olivia, workspaceId, 'member');
const { widgetKey, identitySecret } = welcome.created!;
const workspace = { id: workspaceId, widgetKey } as TestWorkspace;
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;

async function chat(message: string, more: object = {}) {
  const { body } = await halo.call('/chat', widgetKey, { message, session_id: newSession(), ...more });
  return body as { conversation_id: string; session_id: string };
}

const inside = <Body>(method: string, path: string, body?: unknown, who = olivia) =>
  who.inside<Body>(workspaceId, method, path, body);

async function row(view: string, conversationId: string): Promise<InboxRow | undefined> {
  const { body } = await inside<{ rows: InboxRow[] }>('GET', `/inbox?view=${view}&limit=200`);
  return body.rows.find((candidate) => candidate.conversationId === conversationId);
}

test('case 14: a visitor is Anonymous, becomes Jane under a teammate’s eyes, asks for a human, and is helped', async () => {
  const { conversation_id: id, session_id } = await chat('My HubSpot sync is failing', {
    custom_fields: { browser: 'Firefox' },
  });
  expect(await row('live', id)).toMatchObject({
    ...{ kind: 'conversation', title: 'My HubSpot sync is failing', unread: 1, handledBy: 'ai', ticketId: null },
    person: { displayName: 'Anonymous', kind: 'visitor', contactId: null, trust: { level: 'anonymous' } },
  });
  const open = () => inside<ThreadAnswer>('GET', `/conversations/${id}`);
  const before = (await open()).body.messages;
  const user_token = signToken(identitySecret.secret, { user_id: 'jane', name: 'Jane Doe', company_id: 'acme' });
  await halo.call('/users/identify', widgetKey, { user_id: 'jane', user_token, session_id, traits: { plan: 'pro' } });
  expect(await row('live', id)).toMatchObject({
    person: { displayName: 'Jane Doe', userId: 'jane', kind: 'user', trust: { level: 'verified', method: 'token' } },
  });
  expect((await open()).body).toMatchObject({ conversation: { id }, messages: before });
  await halo.call('/conversations/human', widgetKey, { session_id, user_token });
  const ticketRow = (await row('open', id))!;
  expect(ticketRow).toMatchObject({ kind: 'ticket', title: 'My HubSpot sync is failing', status: 'open' });

  const thread = await inside<ThreadAnswer>('GET', `/tickets/${ticketRow.ticketId}`);
  expect(thread.body.messages.map(({ author }) => author)).toEqual(['user', 'ai', 'system']);
  expect(thread.body.ticket?.reason).toMatchObject({ signal: 'request' });
  const { body: panel } = await inside<Record<string, unknown>>('GET', `/conversations/${id}/customer`);
  expect(panel).toMatchObject({ person: { displayName: 'Jane Doe' }, lastPromptId: expect.any(String) });
  // What the visitor said filled a gap in the record, so the session has nothing more to say.
  expect(panel.sessionTraits).toEqual([]);
  expect(panel.traits).toContainEqual(expect.objectContaining({ key: 'browser', value: 'Firefox' }));
  expect(panel.traits).toContainEqual(expect.objectContaining({ key: 'plan', value: 'pro' }));
  const prompt = await inside<{ system: string }>('GET', `/conversations/${id}/prompts/${panel.lastPromptId}`);
  expect(prompt.body.system.length).toBeGreaterThan(0);

  const said = { body: 'I will fix it', clientId: 'c1' };
  const reply = await inside<{ message: { seq: number } }>('POST', `/conversations/${id}/messages`, said);
  expect(reply.body).toMatchObject({
    conversation: { handledBy: 'teammate', teammate: { name: 'Olivia Owner' } },
    ticket: { status: 'in_progress', assignee: { name: 'Olivia Owner' } },
  });
  await inside('POST', `/conversations/${id}/read`, { seq: reply.body.message.seq });
  expect(await row('mine', id)).toMatchObject({ unread: 0 });
  const resolved = await inside('PATCH', `/tickets/${ticketRow.ticketId}`, { status: 'resolved' });
  expect(resolved.body).toMatchObject({ ticket: { status: 'resolved', resolvedAt: expect.any(String) } });
  expect(await row('mine', id)).toBeUndefined();
  expect(await row('resolved', id)).toBeDefined();
});

test('a claimed conversation shows as claimed, however well the same person is proven elsewhere', async () => {
  await halo.call('/users/identify', widgetKey, {
    user_id: 'proven',
    user_token: signToken(identitySecret.secret, { user_id: 'proven', name: 'Pam' }),
  });
  const { conversation_id: id } = await chat('I am Pam', { user_id: 'proven' });
  expect((await row('live', id))?.person).toMatchObject({
    displayName: 'Pam',
    trust: { level: 'claimed', method: null, at: null },
  });
});

test('two teammates who take over at once: one has it, the other is told who', async () => {
  const { conversation_id: id } = await chat('Anybody there?');
  const path = `/conversations/${id}/take-over`;
  const answers = await Promise.all([inside('POST', path), inside('POST', path, undefined, max)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
    code: 'conflict',
    teammate_name: expect.stringMatching(/Olivia Owner|The member/),
  });
  const back = await inside('POST', `/conversations/${id}/hand-back`);
  expect(back.body).toMatchObject({ conversation: { handledBy: 'ai', teammate: null } });
});

test('a note stays with the team and leaves the AI in charge', async () => {
  const { conversation_id: id, session_id } = await chat('Hello');
  const note = { body: 'Looks like a trial', internal: true, clientId: 'n1' };
  const { body } = await inside<{ message: object; conversation: object }>(
    'POST',
    `/conversations/${id}/messages`,
    note,
  );
  expect(body).toMatchObject({ message: { internal: true }, conversation: { handledBy: 'ai' }, ticket: null });
  const own = await halo.call(`/conversations/${id}/messages`, widgetKey, undefined, {
    headers: { 'x-halo-session': session_id },
  });
  expect(JSON.stringify(own.body)).not.toContain('trial');
  const thread = await inside<ThreadAnswer>('GET', `/conversations/${id}`);
  expect(thread.body.messages.map(({ body: text }) => text)).toContain('Looks like a trial');
});

test('lists page without gap or repeat, search finds words, and counts agree with lists', async () => {
  const marks: string[] = [];
  for (let n = 0; n < 7; n++) {
    const { conversation_id: id } = await chat(`Zebra question ${n}`);
    await inside('POST', `/conversations/${id}/take-over`);
    marks.push(id);
  }
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { body: { rows: InboxRow[]; nextCursor: string | null } } = await inside(
      'GET',
      `/inbox?view=in_progress&limit=3&search=zebra${cursor && `&cursor=${cursor}`}`,
    );
    found.push(...page.body.rows.map(({ conversationId }) => conversationId));
    cursor = page.body.nextCursor;
  }
  expect(found).toEqual(marks.toReversed());
  const { body: counted } = await inside<InboxViewsAnswer>('GET', '/inbox/views');
  for (const { view, count } of counted.views) {
    const { body } = await inside<{ rows: InboxRow[] }>('GET', `/inbox?view=${view}&limit=200`);
    expect([view, count]).toEqual([view, body.rows.length]);
  }
});

test('messages are read on in both directions', async () => {
  const { conversation_id: id, session_id } = await chat('one');
  for (const message of ['two', 'three']) await chat(message, { session_id });
  const read = async (query: string) =>
    (await inside<{ messages: { seq: number }[]; hasEarlier: boolean }>('GET', `/conversations/${id}/messages${query}`))
      .body;
  const seqs = ({ messages }: { messages: { seq: number }[] }) => messages.map(({ seq }) => seq);
  const newest = await read('?limit=2');
  expect([seqs(newest), newest.hasEarlier]).toEqual([[5, 6], true]);
  expect(seqs(await read('?before=5&limit=2'))).toEqual([3, 4]);
  expect(seqs(await read('?after=4'))).toEqual([5, 6]);
  expect((await read('?before=3')).hasEarlier).toBe(false);
});

test('a ticket is assigned to teammates of this workspace only, and snoozed only into the future', async () => {
  const { conversation_id: id } = await chat('Assign me');
  const { body } = await inside<{ ticket: { id: string } }>('POST', `/conversations/${id}/take-over`);
  const patch = (change: object) => inside('PATCH', `/tickets/${body.ticket.id}`, change);
  const { body: team } = await inside<{ teammates: { id: string; isMe: boolean }[] }>('GET', '/teammates');
  const colleague = team.teammates.find(({ isMe }) => !isMe)!;
  expect((await patch({ assigneeId: colleague.id })).body).toMatchObject({
    ticket: { assignee: { id: colleague.id } },
    conversation: { teammate: { id: colleague.id } },
  });
  for (const bad of [{ assigneeId: 'nobody' }, { status: 'snoozed' }, { status: 'done' }, { id: 'x' }]) {
    expect((await patch(bad)).status).toBe(400);
  }
  const past = new Date(Date.now() - 1000).toISOString();
  expect((await patch({ status: 'snoozed', snoozedUntil: past })).status).toBe(400);
});

test('case 99: another workspace’s threads are not found, whatever is done to them', async () => {
  const other = await halo.workspace();
  const { body } = await halo.call('/tickets/create', other.widgetKey, { user_id: 'x', subject: 'Foreign' });
  const { id: ticketId, conversation_id: foreign } = body.ticket;
  const attempts: [string, string, unknown?][] = [
    ['GET', `/conversations/${foreign}`],
    ['GET', `/conversations/${foreign}/messages`],
    ['GET', `/conversations/${foreign}/customer`],
    ['GET', `/conversations/${foreign}/prompts/${foreign}`],
    ['POST', `/conversations/${foreign}/messages`, { body: 'x', clientId: 'x' }],
    ['POST', `/conversations/${foreign}/messages`, { body: 'x', clientId: 'x', internal: true }],
    ['POST', `/conversations/${foreign}/take-over`],
    ['POST', `/conversations/${foreign}/hand-back`],
    ['POST', `/conversations/${foreign}/read`, { seq: 1 }],
    ['GET', `/tickets/${ticketId}`],
    ['PATCH', `/tickets/${ticketId}`, { status: 'resolved' }],
    ['GET', '/conversations/not-an-id'],
  ];
  for (const [method, path, sent] of attempts) {
    expect([path, (await inside(method, path, sent)).status]).toEqual([path, 404]);
  }
  expect((await inside<{ rows: InboxRow[] }>('GET', '/inbox?view=all&search=Foreign')).body.rows).toEqual([]);
  expect((await room.browser().inside(workspace.id, 'GET', '/inbox?view=all')).status).toBe(401);
});
