import { randomBytes } from 'node:crypto';
import type { ThreadAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { RoutingAnswer, RoutingRule, RoutingTryAnswer, TicketLabel } from '@halo/wire/dashboard/routing.ts';
import { beforeEach, expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
const { browser: olivia, workspaceId, welcome } = await room.own();
const { widgetKey, identitySecret } = welcome.created!;
const serverKey = await newServerKey();
const PRIORITY = { priority: true };
const PRO = { field: 'plan', op: 'is', value: 'pro' };
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;

async function newServerKey(): Promise<string> {
  const { body } = await olivia.inside(workspaceId, 'POST', '/security/server-keys', {
    name: 'Own',
    scopes: ['write'],
  });
  return body.key ?? body.secret;
}

// biome-ignore lint/suspicious/noExplicitAny: a test names the shape it expects
const inside = <Body = any>(method: string, path: string, body?: unknown, who = olivia) =>
  who.inside<Body>(workspaceId, method, path, body);

beforeEach(async () => {
  for (const { id } of (await inside<RoutingAnswer>('GET', '/routing')).body.rules) {
    await inside('DELETE', `/routing/${id}`);
  }
});

async function addRule(name: string, filter: object, actions: object = PRIORITY): Promise<RoutingRule> {
  const { status, body } = await inside<RoutingAnswer>('POST', '/routing', { name, filter, actions });
  expect([name, status]).toEqual([name, 200]);
  return body.rules.find((rule) => rule.name === name)!;
}

async function addLabel(kind: 'inbox' | 'category', name: string): Promise<string> {
  const { status, body } = await inside<TicketLabel>('POST', '/ticket-labels', { kind, name });
  expect(status).toBe(200);
  return body.id;
}

async function open(body: object, key = serverKey) {
  const answer = await halo.call('/tickets/create', key, { subject: 'Help', ...body });
  expect(answer.status).toBe(200);
  const { ticket } = (await inside<ThreadAnswer>('GET', `/tickets/${answer.body.ticket.id}`)).body;
  return { ticket: ticket!, answer: answer.body.ticket };
}

const identify = (userId: string, traits: object) =>
  halo.call('/users/identify', serverKey, { user_id: userId, traits });

test('the first rule that matches takes a new ticket, does all it says, and the ticket says why', async () => {
  await identify('jane', { plan: 'pro' });
  const vip = await addLabel('inbox', 'VIP');
  const billing = await addLabel('category', 'Billing');
  const { body: me } = await olivia.call('GET', '/api/dashboard/me');
  const mine = me.teammate.id as string;
  await addRule(
    'Invoices of pros',
    {
      all: [PRO, { field: 'email_body', op: 'contains', value: 'invoice' }],
    },
    { inbox: vip, category: billing, priority: true, assignee: mine },
  );
  await addRule('Pros', { all: [PRO] }, { inbox: vip });
  await addRule('Rest', {}, { category: billing });

  const { ticket } = await open({ user_id: 'jane', message: 'My INVOICE is wrong' });
  expect(ticket).toMatchObject({
    ...{ status: 'priority', inboxId: vip, categoryId: billing, assignee: { id: mine } },
    routing: {
      ...{ rule: 'Invoices of pros', skipped: {} },
      done: { inbox: 'VIP', category: 'Billing', priority: true, assignee: 'Olivia Owner' },
      conditions: [
        { field: 'plan', expected: 'pro', found: 'pro', pass: true },
        { field: 'email_body', found: 'My INVOICE is wrong', pass: true },
      ],
    },
  });
  expect((await open({ user_id: 'jane' })).ticket).toMatchObject({
    ...{ status: 'open', inboxId: vip, categoryId: null, routing: { rule: 'Pros' } },
  });
  await identify('sam', { plan: 'free' });
  expect((await open({ user_id: 'sam' })).ticket).toMatchObject({ inboxId: null, routing: { rule: 'Rest' } });
});

test.each<[string, object, string[]]>([
  ['a condition on the ticket takes visitors too', { field: 'status', op: 'is', value: 'open' }, ['jane', 'visitor']],
  ['one on the contact never does', PRO, ['jane']],
  ['nor does its negative', { field: 'plan', op: 'is_not', value: 'free' }, ['jane']],
  ['nor a not around it', { not: { field: 'plan', op: 'is', value: 'free' } }, ['jane']],
  ['nor that something is missing', { field: 'plan', op: 'is_not_set' }, []],
  ['of two, one is enough', { any: [PRO, { field: 'channel', op: 'is', value: 'chat' }] }, ['jane', 'visitor']],
  ['custom fields of the ticket', { field: 'ticket.custom:area', op: 'is', value: 'billing' }, ['jane']],
  ['everybody', {}, ['jane', 'visitor']],
])('%s: %j', async (name, filter, taken) => {
  await identify('jane', { plan: 'pro' });
  await addRule(name, filter);
  const found: string[] = [];
  const jane = await open({ user_id: 'jane', source: 'Form', metadata: { area: ' Billing' } });
  if (jane.ticket.routing) found.push('jane');
  const chat = await halo.call('/chat', widgetKey, { message: 'Hi', session_id: newSession() });
  const { conversation_id: id, session_id } = chat.body;
  const asked = await halo.call('/conversations/human', widgetKey, { session_id });
  expect([chat.status, asked.status]).toEqual([200, 200]);
  const { ticket } = (await inside<ThreadAnswer>('GET', `/conversations/${id}`)).body;
  if (ticket!.routing) found.push('visitor');
  expect(found).toEqual(taken);
});

test('what a call sends along for the AI moves no rule', async () => {
  await addRule('Pros', PRO);
  const chat = await halo.call('/chat', widgetKey, {
    ...{ message: 'Hi', session_id: newSession(), custom_fields: { plan: 'pro' }, context: { plan: 'pro' } },
  });
  await halo.call('/conversations/human', widgetKey, { session_id: chat.body.session_id });
  const { ticket } = (await inside<ThreadAnswer>('GET', `/conversations/${chat.body.conversation_id}`)).body;
  expect(ticket).toMatchObject({ routing: null, status: 'open' });
});

test('safety R3, W2: a claim on somebody whom a token proved lately is a visitor, and no caller without proof reads what routing did', async () => {
  await addRule('Pros', PRO);
  const token = signToken(identitySecret.secret, { user_id: 'vera' });
  await halo.call('/users/identify', widgetKey, { user_id: 'vera', user_token: token, traits: { plan: 'pro' } });
  expect((await open({ user_id: 'vera' }, widgetKey)).ticket.routing).toBeNull();
  const proven = await open({ user_id: 'vera', user_token: token }, widgetKey);
  expect(proven.ticket.routing).toMatchObject({ rule: 'Pros' });
  expect(proven.answer).toMatchObject({ status: 'priority', priority: 'priority' });
  // A claim on a person nobody has proved counts, for the team alone.
  await identify('carl', { plan: 'pro' });
  const message_id = 'm1';
  for (const _ of ['first', 'again']) {
    const claimed = await open({ user_id: 'carl', message_id }, widgetKey);
    expect(claimed.ticket).toMatchObject({ status: 'priority', routing: { rule: 'Pros' } });
    expect(claimed.answer).toMatchObject({ status: 'open', priority: 'normal' });
  }
});

test('a rule that is off takes nothing, order decides, and one that cannot be asked stops no ticket', async () => {
  const first = await addRule('First', {}, PRIORITY);
  const second = await addRule('Second', {}, PRIORITY);
  expect((await open({ email: 'a@b.test' })).ticket.routing).toMatchObject({ rule: 'First' });
  const order = await inside<RoutingAnswer>('POST', '/routing/order', { ids: [second.id, first.id] });
  expect(order.body.rules.map(({ name }) => name)).toEqual(['Second', 'First']);
  expect((await open({ email: 'a@b.test' })).ticket.routing).toMatchObject({ rule: 'Second' });
  await inside('PATCH', `/routing/${second.id}`, { name: 'Second', filter: {}, actions: PRIORITY, enabled: false });
  expect((await open({ email: 'a@b.test' })).ticket.routing).toMatchObject({ rule: 'First' });
  // Half an order, or one that names a rule twice, is none.
  for (const ids of [[first.id], [first.id, first.id], []]) {
    expect((await inside('POST', '/routing/order', { ids })).status).toBe(409);
  }
  await halo.sql`update routing_rules set filter = '{"field":"nothing","op":"is","value":1}' where id = ${first.id}`;
  expect((await open({ email: 'a@b.test' })).ticket.routing).toBeNull();
  await halo.sql`alter table contact_facts rename to gone_facts`;
  try {
    await inside('PATCH', `/routing/${second.id}`, { name: 'Second', filter: {}, actions: PRIORITY });
    expect((await open({ email: 'b@b.test' }).catch((error) => error)).ticket?.routing ?? null).toBeNull();
  } finally {
    await halo.sql`alter table gone_facts rename to contact_facts`;
  }
});

test('who takes over keeps the ticket: a rule gives away nothing that is taken', async () => {
  const guest = await room.join(olivia, workspaceId, 'member');
  const { body: them } = await guest.call('GET', '/api/dashboard/me');
  await addRule('All', {}, { assignee: them.teammate.id, priority: true });
  const { body } = await halo.call('/chat', widgetKey, { message: 'Hi', session_id: newSession() });
  const { ticket } = (await inside<ThreadAnswer>('POST', `/conversations/${body.conversation_id}/take-over`, {})).body;
  expect(ticket).toMatchObject({
    ...{ status: 'in_progress', assignee: { name: 'Olivia Owner' } },
    routing: { done: {}, skipped: { assignee: 'taken', priority: 'not_open' } },
  });
  await inside('DELETE', `/teammates/${them.teammate.id}`);
  const { ticket: next } = await open({ email: 'x@y.test' });
  expect(next).toMatchObject({ assignee: null, routing: { done: { priority: true }, skipped: { assignee: 'gone' } } });
});

test('while rules are changed, every ticket goes by the rules before or after, and none is lost', async () => {
  const rule = await addRule('Odd', {}, PRIORITY);
  const tickets = Array.from({ length: 12 }, (_, index) => open({ email: `t${index}@race.test` }));
  const edits = Array.from({ length: 6 }, (_, index) =>
    inside('PATCH', `/routing/${rule.id}`, { name: index % 2 ? 'Odd' : 'Even', filter: {}, actions: PRIORITY }),
  );
  const done = await Promise.all(tickets);
  expect((await Promise.all(edits)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  for (const { ticket } of done) expect(['Odd', 'Even']).toContain(ticket.routing?.rule);
});

test('what is wrong with a rule is refused with its place, and saved is nothing of it', async () => {
  const bad = async (rule: object) => {
    const { status, body } = await inside('POST', '/routing', { name: 'x', filter: {}, actions: PRIORITY, ...rule });
    return [status, body.code, body.path];
  };
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await bad({ filter: { all: [{ field: 'status', op: 'likes', value: 1 }] } })).toEqual([
    400,
    'invalid_filter',
    'filter.all[0].op',
  ]);
  expect(await bad({ actions: {} })).toMatchObject([400, 'invalid_request', 'actions']);
  expect(await bad({ actions: { inbox: unknown } })).toEqual([400, 'invalid_request', 'actions.inbox']);
  expect(await bad({ actions: { assignee: 'nobody' } })).toEqual([400, 'invalid_request', 'actions.assignee']);
  expect(await bad({ name: ' ' })).toMatchObject([400, 'invalid_request', 'name']);
  expect((await inside<RoutingAnswer>('GET', '/routing')).body.rules).toEqual([]);
  // Fields of tickets belong here and not to segments.
  const segment = { name: 'Odd', filter: { field: 'status', op: 'is', value: 'open' } };
  expect((await inside('POST', '/segments', segment)).body).toMatchObject({
    code: 'invalid_filter',
    path: 'filter.field',
  });
});

test('what a rule or a view uses cannot be removed; the refusal says who uses it, and changes are written down', async () => {
  const inbox = await addLabel('inbox', 'Spare');
  const category = await addLabel('category', 'Odd');
  const segment = await inside<{ id: string }>('POST', '/segments', { name: 'Trials', filter: PRO });
  const filter = {
    any: [
      { field: 'segment', op: 'in', value: [segment.body.id] },
      { field: 'category', op: 'is', value: 'ODD' },
    ],
  };
  const rule = await addRule('Trials first', filter, { inbox });
  for (const path of [`/ticket-labels/${inbox}`, `/ticket-labels/${category}`, `/segments/${segment.body.id}`]) {
    const { status, body } = await inside('DELETE', path);
    expect([status, body.used_by]).toEqual([409, ['the routing rule "Trials first"']]);
  }
  expect((await inside('POST', '/ticket-labels', { kind: 'inbox', name: ' spare ' })).status).toBe(409);
  await inside('PATCH', `/ticket-labels/${inbox}`, { name: 'Second line' });
  await inside('DELETE', `/routing/${rule.id}`);
  expect((await inside('DELETE', `/ticket-labels/${inbox}`)).status).toBe(204);
  const { body: audit } = await inside<{ rows: { action: string; subject: string }[] }>('GET', '/audit?limit=4');
  expect(audit.rows.map(({ action, subject }) => [action, subject])).toEqual([
    ['routing.label_removed', 'Second line'],
    ['routing.rule_removed', 'Trials first'],
    ['routing.label_renamed', 'Second line'],
    ['routing.rule_created', 'Trials first'],
  ]);
});

test('rules are tried on the tickets there are, in order, and change nothing', async () => {
  await identify('jane', { plan: 'pro' });
  const { ticket } = await open({ user_id: 'jane', subject: 'Try me' });
  const rule = (filter: object, enabled = true) => ({ name: 'x', filter, actions: PRIORITY, enabled });
  const rules = [rule({}, false), rule({ field: 'email_subject', op: 'is', value: 'try me' }), rule(PRO)];
  const { status, body } = await inside<RoutingTryAnswer>('POST', '/routing/try', { rules });
  expect(status).toBe(200);
  expect(body.tickets.find(({ id }) => id === ticket.id)).toMatchObject({ title: 'Try me', rule: 1 });
  expect(body.tickets.length).toBeGreaterThan(3);
  expect(body.tickets.every(({ rule: at }) => at !== 0)).toBe(true);
  const after = (await inside<ThreadAnswer>('GET', `/tickets/${ticket.id}`)).body.ticket;
  expect(after).toMatchObject({ status: 'open', routing: null });
});

test('case 76: why a rule took a ticket keeps of sensitive attributes only that they passed', async () => {
  await identify('rich', { salary: 91_234, plan: 'pro' });
  const patched = await inside('PATCH', '/attributes', { scope: 'user', key: 'salary', sensitive: true });
  expect(patched.status).toBe(200);
  await addRule('Rich', { all: [PRO, { field: 'custom:salary', op: 'gt', value: 90_000 }] });
  const { ticket } = await open({ user_id: 'rich' });
  expect(ticket.routing).toMatchObject({ rule: 'Rich', conditions: [{ found: 'pro' }, { pass: true }] });
  expect(JSON.stringify(ticket.routing)).not.toMatch(/91234|90000/);
});
