import type { EscalationRules } from '@halo/wire/dashboard/escalation.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { newSession } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await chatRoom();
const { provider, sql } = room;

const RULES: EscalationRules = {
  ...{ mode: 'conditional', threshold: 50, maxAttempts: 3, requiredSearches: ['knowledge'] },
  ...{ escalationFilter: null, priorityFilter: null },
};
const ESCALATE = { tool: { name: 'escalate', input: { reason: 'Wants a refund' } } };
const NOT_PRO = { field: 'plan', op: 'is_not', value: 'Pro' };

beforeEach(() => {
  provider.requests.length = 0;
});

async function workspaceWith(rules: Partial<EscalationRules> = {}): Promise<TestWorkspace> {
  const workspace = await room.workspace();
  const stored = JSON.stringify({ ...RULES, ...rules });
  await sql`update agents set escalation = ${stored}::text::json where workspace_id = ${workspace.id}`;
  return workspace;
}

const ticketsOf = ({ id }: TestWorkspace) => sql`
  select t.status, t.reason, k.external_id from tickets t
  left join contacts k on k.workspace_id = t.workspace_id and k.id = t.contact_id where t.workspace_id = ${id}`;
const decisionsOf = async ({ id }: TestWorkspace) =>
  (
    await sql`
      select decision from messages where workspace_id = ${id} and author = 'ai' order by created_at, seq`
  ).map((row) => row.decision);

describe('signs', () => {
  test('the escalate tool is trusted at once, with the reason, on the right contact; the person is told what comes next', async () => {
    const workspace = await workspaceWith();
    provider.answerWith(ESCALATE, { text: ['The team will help.'] });
    const user_token = room.token(workspace, { user_id: 'ada', name: 'Ada', email: 'ada@acme.com' });
    const { body } = await room.chat(workspace.widgetKey, { user_token });
    expect(body.escalated).toBe(true);
    expect(body.actions[0].message).toContain('Somebody will reply here');
    expect(JSON.stringify(provider.requests[1]!.body.messages)).toContain('Somebody will reply here');
    const [ticket] = await ticketsOf(workspace);
    expect(ticket).toMatchObject({ status: 'open', external_id: 'ada' });
    expect(ticket!.reason).toMatchObject({
      ...{ signal: 'tool', value: 'Wants a refund', because: 'trusted', escalated: true, tools: ['escalate'] },
      promptId: expect.any(String),
    });
    expect((await decisionsOf(workspace))[0]).toMatchObject({ signal: 'tool', escalated: true });
  });

  test('a phrase in the answer waits in conditional for the turns to be used up, and is no sign without it', async () => {
    const workspace = await workspaceWith({ maxAttempts: 2 });
    provider.answerWith({ text: ['Let me connect you with a human agent.'] });
    const first = await room.chat(workspace.widgetKey);
    expect(first.body.escalated).toBe(false);
    const { session_id } = first.body;
    const second = await room.chat(workspace.widgetKey, { session_id });
    expect(second.body).toMatchObject({
      escalated: true,
      response: expect.stringContaining('Somebody will reply here'),
    });
    expect(await decisionsOf(workspace)).toMatchObject([
      { escalated: false, because: 'waiting', signal: 'phrase', missingSearches: ['knowledge'], attempts: 1 },
      { escalated: true, because: 'attempts', signal: 'phrase', value: expect.stringContaining('human'), attempts: 2 },
    ]);
    const third = await room.chat(workspace.widgetKey, { session_id });
    expect(third.body.escalated).toBe(false);
    expect((await decisionsOf(workspace))[2]).toMatchObject({ because: 'already' });
  });

  test('confidence under the threshold counts at once in always; nobody outside reads the mark', async () => {
    const workspace = await workspaceWith({ mode: 'always', threshold: 60 });
    provider.answerWith({ text: ['Perhaps.\n\n[[conf', 'idence: 59]]'] });
    const { body } = await room.chat(workspace.widgetKey);
    expect(body.response).toMatch(/^Perhaps\.\n\nI have passed/);
    expect(body.escalated).toBe(true);
    expect(provider.requests[0]!.body.messages[0].content).toContain('[[confidence: N]]');
    provider.answerWith({ text: ['Surely.\n\n[[confidence: 60]]'] });
    const other = await room.chat(workspace.widgetKey);
    expect(other.body).toMatchObject({ escalated: false, response: 'Surely.' });
    expect((await decisionsOf(workspace))[1]).toMatchObject({ because: 'no_signal', confidence: 60 });
  });

  test('off: no tool, no ticket by itself; only the person’s own button', async () => {
    const workspace = await workspaceWith({ mode: 'off' });
    provider.answerWith({ text: ['Let me transfer you to our support team. [[confidence: 1]]'] });
    const { body } = await room.chat(workspace.widgetKey);
    expect(body.escalated).toBe(false);
    expect(provider.requests[0]!.body.tools.map((tool: { function: { name: string } }) => tool.function.name)).toEqual([
      'searchKnowledge',
      'highlightElement',
    ]);
    expect(provider.requests[0]!.body.messages[0].content).toContain('You cannot hand over yourself');
    provider.answerWith({ status: { code: 500 } });
    const asked = await room.chat(workspace.widgetKey, { message: 'Talk to a human' });
    expect(asked.body.escalated).toBe(false);
    expect(asked.body.response).toContain('“Talk to a human” button');
    expect(await ticketsOf(workspace)).toEqual([]);
    const { body: human } = await room.call('/conversations/human', workspace.widgetKey, { session_id: newSession() });
    expect(human.success).toBe(true);
  });
});

describe('filters', () => {
  async function escalated(workspace: TestWorkspace, body: object): Promise<boolean> {
    provider.answerWith(ESCALATE, { text: ['Well.'] });
    return (await room.chat(workspace.widgetKey, body)).body.escalated;
  }

  test('only matching contacts are handed over; a visitor never matches, not even through a negative operator', async () => {
    const workspace = await workspaceWith({ escalationFilter: NOT_PRO });
    const as = (user_id: string, plan: string) => ({ user_token: room.token(workspace, { user_id, plan }) });
    expect(await escalated(workspace, as('free', 'Free'))).toBe(true);
    expect(await escalated(workspace, as('pro', 'Pro'))).toBe(false);
    expect(await escalated(workspace, {})).toBe(false);
    expect(JSON.stringify(provider.requests.at(-1)!.body.messages)).toContain('was not handed over');
    const [, pro, visitor] = await decisionsOf(workspace);
    expect(pro).toMatchObject({
      because: 'filter',
      escalationFilter: {
        ...{ matches: false, why: 'asked' },
        conditions: [{ field: 'plan', op: 'is_not', expected: 'Pro', found: 'Pro', pass: false }],
      },
    });
    expect(visitor).toMatchObject({ because: 'filter', escalationFilter: { matches: false, why: 'visitor' } });
  });

  test('no escalation filter is everybody, visitors and leads included; an empty one is every contact', async () => {
    const everybody = await workspaceWith();
    expect(await escalated(everybody, {})).toBe(true);
    const contacts = await workspaceWith({ escalationFilter: {} });
    expect(await escalated(contacts, {})).toBe(false);
    const session_id = newSession();
    await room.call('/leads', contacts.widgetKey, { session_id, email: 'lea@acme.com' });
    expect(await escalated(contacts, { session_id })).toBe(true);
  });

  test('a priority filter makes the ticket Priority; without one nobody has priority', async () => {
    const workspace = await workspaceWith({ priorityFilter: { field: 'plan', op: 'is', value: 'enterprise' } });
    const as = (user_id: string, plan: string) => ({ user_token: room.token(workspace, { user_id, plan }) });
    await escalated(workspace, as('big', 'Enterprise'));
    await escalated(workspace, as('small', 'Free'));
    await escalated(workspace, {});
    expect((await ticketsOf(workspace)).map(({ external_id, status }) => [external_id, status]).sort()).toEqual(
      [
        ['big', 'priority'],
        ['small', 'open'],
        [null, 'open'],
      ].sort(),
    );
    const plain = await workspaceWith();
    await escalated(plain, { user_token: room.token(plain, { user_id: 'big', plan: 'Enterprise' }) });
    expect(await ticketsOf(plain)).toMatchObject([{ status: 'open' }]);
  });

  test('request custom_fields and context move no filter; a valid token’s claims do', async () => {
    const workspace = await workspaceWith({ priorityFilter: { field: 'plan', op: 'is', value: 'enterprise' } });
    const custom_fields = { plan: 'enterprise', 'custom:plan': 'enterprise' };
    const context = { plan: { label: 'Plan', value: 'enterprise' } };
    const user_token = room.token(workspace, { user_id: 'jo' });
    await escalated(workspace, { user_token, custom_fields, context });
    await escalated(workspace, { custom_fields, context });
    expect((await ticketsOf(workspace)).map(({ status }) => status)).toEqual(['open', 'open']);
    await escalated(workspace, { user_token: room.token(workspace, { user_id: 'jo', plan: 'enterprise' }) });
    expect((await ticketsOf(workspace)).map(({ status }) => status).sort()).toEqual(['open', 'open', 'priority']);
  });

  test('whoever merely claims a person proven lately is a visitor to filters (safety R3)', async () => {
    const workspace = await workspaceWith({ priorityFilter: { field: 'plan', op: 'is', value: 'enterprise' } });
    const user_token = room.token(workspace, { user_id: 'big', plan: 'enterprise' });
    await room.call('/users/identify', workspace.widgetKey, { user_token, session_id: newSession() });
    await escalated(workspace, { user_id: 'big' });
    expect((await ticketsOf(workspace)).map(({ status }) => status)).toEqual(['open']);
  });

  test('a filter that cannot be asked matches nobody, says so, and the turn is answered', async () => {
    const gone = '0198c0de-0000-7000-8000-000000000000';
    const workspace = await workspaceWith({ escalationFilter: { field: 'segment', op: 'not_in', value: [gone] } });
    expect(await escalated(workspace, { user_token: room.token(workspace, { user_id: 'a' }) })).toBe(false);
    expect((await decisionsOf(workspace))[0]).toMatchObject({ escalationFilter: { why: 'failed', matches: false } });
  });
});

test('case 80: a known name and e-mail are not asked again on hand-off, whatever the agent may see', async () => {
  const workspace = await workspaceWith();
  await sql`update agents set allowed_attributes = '{}' where workspace_id = ${workspace.id}`;
  const told = async (claims: object) => {
    provider.answerWith(ESCALATE, { text: ['Well.'] });
    const user_token = room.token(workspace, { user_id: crypto.randomUUID(), ...claims });
    return (await room.chat(workspace.widgetKey, { user_token })).body.actions[0].message as string;
  };
  expect(await told({ name: 'Ada', email: 'ada@acme.com' })).not.toMatch(/leave your/);
  expect(await told({ name: 'Ada' })).toMatch(/leave your e-mail address,/);
  expect(await told({ email: 'bob@acme.com' })).toMatch(/leave your name,/);
  expect(await told({})).toMatch(/leave your name and e-mail address,/);
});

test('what was decided is for teammates: no answer and no thread of the person holds it', async () => {
  const workspace = await workspaceWith();
  provider.answerWith(ESCALATE, { text: ['Well.'] });
  const session_id = newSession();
  const { body } = await room.chat(workspace.widgetKey, { session_id });
  const thread = await fetch(`${room.origin}/api/sdk/conversations/${body.conversation_id}/messages`, {
    headers: { authorization: `Bearer ${workspace.widgetKey}`, 'x-halo-session': session_id },
  });
  expect(thread.status).toBe(200);
  expect(JSON.stringify([body, await thread.json()])).not.toMatch(/Wants a refund|because|threshold/);
});
