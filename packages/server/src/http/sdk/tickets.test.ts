import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const create = (workspace: TestWorkspace, body: object, key = workspace.widgetKey) =>
  halo.call('/tickets/create', key, { subject: 'Help', ...body });

async function stored(workspace: TestWorkspace, ticketId: string) {
  const [row] = await halo.sql`
    select t.trust, t.status, t.source, t.email, t.name, t.metadata, t.subject, t.ai_enabled, c.channel, c.session_id,
      c.contact_id as conversation_contact, c.trust as conversation_trust, k.id as contact_id, k.kind, k.external_id,
      k.name as contact_name, k.email as contact_email,
      (select array_agg(m.body) from messages m where m.conversation_id = c.id) as bodies
    from tickets t join conversations c on c.id = t.conversation_id left join contacts k on k.id = t.contact_id
    where t.workspace_id = ${workspace.id} and t.id = ${ticketId}`;
  return row!;
}

test('a ticket of a named user hangs on that contact, with its message in a thread of its own', async () => {
  const workspace = await halo.workspace();
  const { status, body } = await create(workspace, {
    ...{ user_id: 'jane', subject: 'Invoice', message: 'It is wrong', priority: 'priority', source: 'billing-page' },
    ...{ name: 'J.', email: 'Own@Ticket.test', metadata: { invoice: 7 }, ai_enabled: false },
  });
  expect(status).toBe(200);
  expect(body.ticket).toMatchObject({
    status: 'priority',
    priority: 'priority',
    source: 'billing-page',
    subject: 'Invoice',
  });
  expect(await stored(workspace, body.ticket.id)).toMatchObject({
    ...{ external_id: 'jane', trust: 'claimed', channel: 'api', bodies: ['It is wrong'], metadata: { invoice: 7 } },
    // The ticket's own name and address stay on the ticket.
    ...{ email: 'Own@Ticket.test', name: 'J.', contact_name: null, contact_email: null, ai_enabled: false },
  });
});

test('a verified ticket is in its person’s history on every device, a claimed one is not', async () => {
  const workspace = await halo.workspace();
  const token = signToken(workspace.secret.secret, { user_id: 'jane' });
  const own = await create(workspace, { user_token: token, session_id: newSession() });
  const forged = await create(workspace, { user_id: 'jane' });
  expect((await stored(workspace, forged.body.ticket.id)).external_id).toBe('jane');
  const { body } = await halo.call('/conversations', workspace.widgetKey, undefined, {
    headers: { 'x-halo-session': newSession(), 'x-halo-user-token': token },
  });
  expect(body.conversations.map(({ id }: { id: string }) => id)).toEqual([own.body.ticket.conversation_id]);
});

test('cases 8 and 17, safety W3: a ticket by e-mail alone is claimed, enriches nothing, and is in nobody’s history', async () => {
  const workspace = await halo.workspace();
  const token = signToken(workspace.secret.secret, { user_id: 'jane', email: 'Jane@Acme.test' });
  await halo.call('/users/identify', workspace.widgetKey, { user_id: 'jane', user_token: token });
  const session = newSession();
  const { body } = await create(workspace, { email: ' jane@ACME.test', name: 'Evil', session_id: session });
  expect(await stored(workspace, body.ticket.id)).toMatchObject({
    ...{ external_id: 'jane', trust: 'claimed', conversation_trust: 'claimed', session_id: null },
    ...{ contact_name: null, contact_email: 'Jane@Acme.test' },
  });
  for (const headers of [
    { 'x-halo-session': session },
    { 'x-halo-session': newSession(), 'x-halo-user-token': token },
  ]) {
    const own = await halo.call('/conversations', workspace.widgetKey, undefined, { headers });
    expect(own.body.conversations).toEqual([]);
  }
});

test('of several contacts with an e-mail the one last seen gets the ticket', async () => {
  const workspace = await halo.workspace();
  for (const user_id of ['old', 'recent']) {
    await halo.call('/users/identify', workspace.widgetKey, { user_id, traits: { email: 'shared@acme.test' } });
    halo.turnClock(60);
  }
  const { body } = await create(workspace, { email: 'shared@acme.test' });
  expect((await stored(workspace, body.ticket.id)).external_id).toBe('recent');
});

test('an unknown e-mail becomes one lead, however many tickets come at once', async () => {
  const workspace = await halo.workspace();
  const made = await Promise.all(
    Array.from({ length: 10 }, () => create(workspace, { email: 'new@acme.test', name: 'Nia' })),
  );
  const rows = await Promise.all(made.map(({ body }) => stored(workspace, body.ticket.id)));
  expect(new Set(rows.map((row) => row.contact_id)).size).toBe(1);
  expect(rows[0]).toMatchObject({
    kind: 'lead',
    external_id: null,
    contact_name: 'Nia',
    contact_email: 'new@acme.test',
  });
  const facts = await halo.sql`select kind from contact_facts where workspace_id = ${workspace.id}`;
  expect(facts).toEqual([{ kind: 'lead' }]);
});

test('what is no e-mail address is shown and never matched', async () => {
  const workspace = await halo.workspace();
  const two = [await create(workspace, { email: 'call me' }), await create(workspace, { email: 'call me' })];
  const rows = await Promise.all(two.map(({ body }) => stored(workspace, body.ticket.id)));
  expect(rows.map((row) => row.email)).toEqual(['call me', 'call me']);
  expect(rows[0]!.contact_id).not.toBe(rows[1]!.contact_id);
});

test('enforce: naming a user by id or by e-mail needs their token; a stranger’s e-mail and a server key do not', async () => {
  const workspace = await halo.workspace('enforce');
  const token = signToken(workspace.secret.secret, { user_id: 'jane', email: 'jane@acme.test' });
  await halo.call('/users/identify', workspace.widgetKey, { user_id: 'jane', user_token: token });
  for (const body of [{ user_id: 'jane' }, { email: 'jane@acme.test' }]) {
    expect(await create(workspace, body)).toMatchObject({ status: 403, body: { code: 'identity_required' } });
  }
  expect(await halo.sql`select 1 from tickets where workspace_id = ${workspace.id}`).toHaveLength(0);
  expect((await create(workspace, { user_token: token, email: 'jane@acme.test' })).status).toBe(200);
  expect((await create(workspace, { email: 'stranger@else.test' })).status).toBe(200);
  const byServer = await create(workspace, { user_id: 'jane' }, workspace.serverKey);
  expect(await stored(workspace, byServer.body.ticket.id)).toMatchObject({ trust: 'verified' });
});

test('report: a ticket by the e-mail of a user is counted as one that enforce would refuse', async () => {
  const workspace = await halo.workspace('report');
  await halo.call('/users/identify', workspace.serverKey, { user_id: 'jane', traits: { email: 'jane@acme.test' } });
  await create(workspace, { email: 'jane@acme.test' });
  const lines = await halo.log(workspace);
  expect(lines.filter((line) => line.result === 'would_refuse')).toMatchObject([{ external_id: 'jane' }]);
});

test('safety W5: one message_id makes one ticket per subject and proof, at once and later', async () => {
  const workspace = await halo.workspace();
  const token = signToken(workspace.secret.secret, { user_id: 'jane' });
  const repeated = await Promise.all(
    Array.from({ length: 8 }, () => create(workspace, { user_id: 'jane', message_id: 'm' })),
  );
  expect(new Set(repeated.map(({ body }) => body.ticket.id)).size).toBe(1);
  const proved = await create(workspace, { user_id: 'jane', user_token: token, message_id: 'm' });
  const other = await create(workspace, { user_id: 'joe', message_id: 'm' });
  const byMail = await create(workspace, { email: 'jane', message_id: 'm' });
  expect(new Set([repeated[0], proved, other, byMail].map((answer) => answer!.body.ticket.id)).size).toBe(4);
  expect(await halo.sql`select 1 from conversations where workspace_id = ${workspace.id}`).toHaveLength(4);
});

test('what is missing, too long or of the wrong type is refused, and nothing is stored', async () => {
  const workspace = await halo.workspace();
  const bad: [number, string, object][] = [
    [400, 'invalid_request', {}],
    [400, 'invalid_request', { email: '   ' }],
    [400, 'invalid_request', { user_id: 'anonymous' }],
    [400, 'invalid_user_id', { user_id: 'undefined' }],
    [400, 'invalid_request', { user_id: 'jane', subject: '' }],
    [400, 'invalid_request', { user_id: 'jane', subject: 'x'.repeat(1_001) }],
    [400, 'invalid_request', { user_id: 'jane', message: 'x'.repeat(50_001) }],
    [400, 'invalid_request', { user_id: 'jane', priority: 'high' }],
    [400, 'invalid_request', { user_id: 'jane', metadata: 'text' }],
    [413, 'too_large', { user_id: 'jane', metadata: { x: 'x'.repeat(50_000) } }],
  ];
  for (const [status, code, body] of bad)
    expect(await create(workspace, body)).toMatchObject({ status, body: { code } });
  expect(await halo.sql`select 1 from tickets where workspace_id = ${workspace.id}`).toHaveLength(0);
  expect(await halo.sql`select 1 from contacts where workspace_id = ${workspace.id}`).toHaveLength(0);
});
