import { beforeEach, describe, expect, test } from 'vitest';
import { allowAttributes } from '../../agents/allow-attributes.ts';
import { readAgent } from '../../agents/read-agent.ts';
import { declareAttribute } from '../../contacts/declare-attribute.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await chatRoom();
const { provider, sql, chat, call, deps } = room;
const ACTOR = { kind: 'command_line' } as const;

beforeEach(() => {
  provider.requests.length = 0;
  provider.answerWith({ text: ['Hello'] });
});

const systemOf = (): string => provider.requests.at(-1)?.body.messages[0].content ?? '';

/** Somebody of whom everything is known, by every way in; the keys named `hidden` hold a word that must not get out. */
async function known(workspace: TestWorkspace, hidden: string) {
  const { widgetKey, serverKey } = workspace;
  const user_token = room.token(workspace, { user_id: 'ada', name: 'Ada', company_id: 'acme', hidden: `${hidden}1` });
  const session_id = `sess_${Buffer.from(workspace.id).toString('base64url').slice(0, 22)}`;
  const identified = await call('/users/identify', widgetKey, {
    user_id: 'ada',
    user_token,
    session_id,
    traits: { plan: 'pro', mood: 'curious' },
    set_once: { hidden: `${hidden}2` },
    context: { hidden: { label: `${hidden}3`, value: `${hidden}4` }, cart: { label: 'Cart', value: 'two books' } },
  });
  await call('/companies/identify', widgetKey, {
    company_id: 'acme',
    user_token,
    session_id,
    traits: { name: 'Acme', tier: 'gold', hidden: `${hidden}5` },
    context: { hidden: `${hidden}6` },
  });
  await call('/users/update', serverKey, { users: [{ user_id: 'ada', traits: { hidden: `${hidden}7` } }] });
  return {
    user_token,
    session_id: identified.body.session_id as string,
    custom_fields: { hidden: `${hidden}8`, team: 'ops' },
    context: { hidden: `${hidden}9` },
  };
}

async function hide(workspace: TestWorkspace): Promise<void> {
  for (const scope of ['user', 'company', 'context'] as const) {
    await declareAttribute(deps, workspace.id, { scope, key: 'hidden', label: 'Hidden', sensitive: true }, ACTOR);
  }
}

describe.each(['off', 'enforce'] as const)('in %s', (mode) => {
  test('case 76: sensitive attributes are in no prompt, provider request, stored prompt, preview or log', async () => {
    const workspace = await room.workspace(mode);
    await hide(workspace);
    const said = await known(workspace, 'TOP-SECRET-');
    const { body } = await chat(workspace.widgetKey, { ...said, message: 'What do you know of me?' });
    expect(systemOf()).toContain('- Name: Ada');
    expect(systemOf()).toContain('- Tier: gold');
    expect(systemOf()).toContain('two books');
    const preview = await call('/agent/preview', workspace.serverKey, said);
    expect(preview.body.omitted).toEqual(
      expect.arrayContaining(
        ['hidden', 'company.hidden', 'context.hidden'].map((key) => ({ key, reason: 'sensitive' })),
      ),
    );
    provider.answerWith({ status: { code: 500 } });
    await chat(workspace.widgetKey, { ...said, message: 'And now?' });
    const stored = await sql`
      select p.system, p.history from prompts p join conversations c on c.id = p.conversation_id
      where c.workspace_id = ${workspace.id}`;
    const messages = await room.messagesOf(body.conversation_id);
    const log = await sql`select * from identify_log where workspace_id = ${workspace.id}`;
    const audit = await sql`select * from audit_log where workspace_id = ${workspace.id}`;
    expect([stored.length, log.length > 2]).toEqual([2, true]);
    for (const [name, text] of Object.entries({
      requests: provider.requests,
      stored,
      messages,
      preview: preview.body,
      log,
      audit,
      logged: room.logged(),
    })) {
      expect(JSON.stringify(text), name).not.toContain('TOP-SECRET');
    }
  });
});

test('case 76: the built-in answerer does not know a sensitive attribute either', async () => {
  const workspace = await room.workspace();
  await hide(workspace);
  const said = await known(workspace, 'TOP-SECRET-');
  const config = deps.config;
  deps.config = { ...config, model: { ...config.model, provider: 'builtin' } };
  const { body } = await chat(workspace.widgetKey, { ...said, message: 'What is my hidden?' }).finally(() => {
    deps.config = config;
  });
  expect(body.response).toBeTypeOf('string');
  expect(JSON.stringify(body)).not.toContain('TOP-SECRET');
});

test('case 76: a decision about handing over, its ticket and the frames to the page hold no sensitive value', async () => {
  const workspace = await room.workspace();
  await hide(workspace);
  const said = await known(workspace, 'TOP-SECRET-');
  const escalationFilter = { field: 'custom:hidden', op: 'contains', value: 'TOP-SECRET' };
  const rules = JSON.stringify({ mode: 'always', escalationFilter });
  await sql`update agents set escalation = ${rules}::text::json where workspace_id = ${workspace.id}`;
  provider.answerWith(
    { tool: { name: 'escalate', input: { reason: 'Needs help' } } },
    { text: ['The team will help.'] },
  );
  const answer = await room.openStream(workspace.widgetKey, { ...said, message: 'Help' });
  const frames = await answer.text();
  expect(frames).toContain('"type":"escalated"');
  const tickets = await sql`select subject, reason, metadata from tickets where workspace_id = ${workspace.id}`;
  const messages = await sql`select body, decision, actions from messages where workspace_id = ${workspace.id}`;
  expect(tickets[0]!.reason.escalationFilter.conditions).toMatchObject([{ found: '(sensitive)', pass: true }]);
  for (const [name, text] of Object.entries({ frames, tickets, messages, logged: room.logged() })) {
    expect(JSON.stringify(text), name).not.toContain('TOP-SECRET');
  }
});

test('case 77: an agent with an allow-list sees what is on it and nothing else, not even what comes later', async () => {
  const workspace = await room.workspace();
  const agent = await readAgent(deps, workspace.id);
  const allow = (allowed: string[] | null) =>
    allowAttributes(deps, workspace.id, { agentId: agent.id, allowed }, ACTOR);
  await allow(['user:name', 'company:tier', 'context:cart']);
  const said = await known(workspace, 'TOP-SECRET-');
  const preview = await call('/agent/preview', workspace.serverKey, said);
  expect(preview.body.sections).toEqual([
    { title: '[User Profile]', lines: ['- Name: Ada'] },
    { title: '[Company: acme]', lines: ['- Tier: gold'] },
    { title: '[Cart]', lines: ['two books'] },
  ]);
  expect(preview.body.omitted).toEqual(expect.arrayContaining([{ key: 'plan', reason: 'not_allowed' }]));
  await chat(workspace.widgetKey, said);
  expect(systemOf()).toContain(preview.body.customer_block);
  expect(JSON.stringify(provider.requests)).not.toMatch(/TOP-SECRET|curious|ops/);
  await hide(workspace).catch(() => undefined);
  await sql`update discovered_attributes set sensitive = true where workspace_id = ${workspace.id} and key = 'hidden'`;
  await allow(['user:hidden']);
  room.turnClock(6);
  expect((await call('/agent/preview', workspace.serverKey, said)).body.sections).toEqual([]);
  await allow(null);
  expect((await call('/agent/preview', workspace.serverKey, said)).body.customer_block).toContain('Mood: curious');
  const audit = await sql`select detail from audit_log where action = 'agent.attributes_changed' order by at, id`;
  expect(audit[0]!.detail).toEqual({
    shows: '3 attributes',
    added: ['company:tier', 'context:cart', 'user:name'],
    removed: [],
  });
});
