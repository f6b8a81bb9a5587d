import type { RehearsalBody, RehearsalEvent } from '@halo/wire/dashboard/playground.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import { openAiDouble } from '../../testing/openai-double.ts';

const provider = await openAiDouble();
const room = await dashboardRoom({
  HALO_MODEL_PROVIDER: 'openai-compatible',
  HALO_MODEL: 'double',
  HALO_MODEL_BASE_URL: provider.baseUrl,
});
const { sql, call, deps } = room.halo;
const { browser: owner, workspaceId, welcome } = await room.own();
const { widgetKey } = welcome.created!;
const serverKey = (
  await owner.inside(workspaceId, 'POST', '/security/server-keys', { name: 'x', scopes: ['read', 'write'] })
).body.key as string;

await call('/users/update', serverKey, {
  users: [{ user_id: 'ada', traits: { name: 'Ada Lovelace', email: 'ada@acme.test', plan: 'pro' } }],
});
await call('/companies/identify', serverKey, { company_id: 'acme', user_id: 'ada', traits: { name: 'Acme Boats' } });
await call('/companies/identify', serverKey, { company_id: 'isle', user_id: 'ada', traits: { name: 'Isle Ferries' } });
const [ada] = await sql`select id from contacts where external_id = 'ada'`;
await call('/users/update', serverKey, { users: [{ user_id: 'joe', traits: { name: 'Joe' } }] });
const joeId = (await sql`select id from contacts where external_id = 'joe'`)[0]!.id as string;
const companies = await sql`select id, external_id from companies order by external_id`;

const NOBODY: RehearsalBody = {
  ...{ message: 'Hi', contactId: null, trust: 'verified', companyId: null, customFields: null, context: null },
  ...{ instructions: null, talk: [] },
};

async function open(body: Partial<RehearsalBody>, browser: Browser = owner): Promise<Response> {
  return fetch(`${room.halo.origin}/api/dashboard/workspaces/${workspaceId}/playground`, {
    method: 'POST',
    headers: { cookie: browser.cookie(), origin: room.halo.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ ...NOBODY, ...body }),
  });
}

async function rehearse(body: Partial<RehearsalBody>, browser?: Browser): Promise<RehearsalEvent[]> {
  const answer = await open(body, browser);
  expect(answer.status).toBe(200);
  const blocks = (await answer.text()).split('\n\n').filter(Boolean);
  return blocks.map((block) => {
    const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(block)!;
    return { type, ...JSON.parse(data!) };
  });
}

const promptIn = (events: RehearsalEvent[]) =>
  events.flatMap((event) => (event.type === 'prompt' ? event.prompt : []))[0]!;
const textIn = (events: RehearsalEvent[]) => events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const decisionIn = (events: RehearsalEvent[]) =>
  events.flatMap((event) => (event.type === 'decision' ? event.decision : []))[0];
const typesOf = (events: RehearsalEvent[]) => [...new Set(events.map(({ type }) => type))];

/** All that a chat would have left behind. */
async function traces() {
  const [row] = await sql`
    select (select count(*)::int from conversations) as conversations, (select count(*)::int from messages) as messages,
      (select count(*)::int from tickets) as tickets, (select count(*)::int from prompts) as prompts,
      (select count(*)::int from sessions) as sessions, (select count(*)::int from identify_log) as log,
      (select count(*)::int from contacts) as contacts,
      (select json_agg(c order by c.id)::text from contacts c) as people`;
  return row;
}

beforeEach(() => {
  provider.requests.length = 0;
  provider.answerWith({ text: ['Hello ', 'there'], usage: { input: 100, output: 10 } });
});

describe('safety A4: chat as a contact', () => {
  test('shows the prompt exactly as it is sent, streams the answer, and leaves nothing behind but cost and an audit line', async () => {
    const before = await traces();
    const events = await rehearse({ contactId: ada!.id, message: 'What is my plan?' });
    expect(typesOf(events)).toEqual(['prompt', 'offered', 'text', 'decision', 'done']);
    const { system, history, trust, sections } = promptIn(events);
    const [sent] = provider.requests;
    expect(sent!.body.messages).toEqual([
      { role: 'system', content: system },
      ...history.map(({ role, text }) => ({ role, content: text })),
    ]);
    expect(history).toEqual([{ role: 'user', text: 'What is my plan?' }]);
    expect(sections.map(({ title }) => title)).toContain('[User Profile]');
    expect([trust, textIn(events)]).toEqual(['verified', 'Hello there']);
    expect(events.at(-1)).toMatchObject({ type: 'done', usage: { inputTokens: 100, outputTokens: 10 } });
    expect(await traces()).toEqual(before);
    const [day] = await sql`select calls, unproved_calls, answers, input_tokens::int from model_days`;
    expect(day).toEqual({ calls: 1, unproved_calls: 0, answers: 1, input_tokens: 100 });
    await rehearse({ contactId: ada!.id });
    const audit = await sql`select subject, detail from audit_log where action = 'playground.used'`;
    expect(audit).toEqual([{ subject: ada!.id, detail: { trust: 'verified' } }]);
  });

  test('is word for word what the preview says of the same caller, for each trust and company', async () => {
    for (const companyId of [companies[0], companies[1]]) {
      const rehearsed = await rehearse({
        contactId: ada!.id,
        companyId: companyId!.id,
        customFields: { mood: 'calm' },
      });
      const preview = await call('/agent/preview', serverKey, {
        user_id: 'ada',
        company_id: companyId!.external_id,
        custom_fields: { mood: 'calm' },
      });
      expect(promptIn(rehearsed).system).toBe(preview.body.system);
      expect(promptIn(rehearsed).system).toContain('- Mood: calm');
    }
    const claimed = promptIn(await rehearse({ contactId: ada!.id, trust: 'claimed' }));
    expect(claimed.trust).toBe('claimed');
  });

  test('case 79: a visitor has the prompt of the preview and of a real chat of nobody, byte for byte', async () => {
    const visitor = promptIn(await rehearse({}));
    const preview = await call('/agent/preview', serverKey, {});
    await call('/chat', widgetKey, { message: 'Hi' });
    expect(visitor.system).toBe(preview.body.system);
    expect(provider.requests.at(-1)!.body.messages[0].content).toBe(visitor.system);
    expect([visitor.sections, visitor.omitted, visitor.trust]).toEqual([[], [], 'anonymous']);
  });

  test('says that it would have handed over, and why, and opens no ticket', async () => {
    const before = await traces();
    provider.answerWith(
      { tool: { name: 'escalate', input: { reason: 'Wants a refund' } } },
      { text: ['The team will help.'] },
    );
    const events = await rehearse({ contactId: ada!.id, message: 'Refund me' });
    expect(decisionIn(events)).toMatchObject({ escalated: true, signal: 'tool', value: 'Wants a refund' });
    const calls = events.flatMap((event) => (event.type === 'called' ? event.call : []));
    expect(calls).toMatchObject([{ name: 'escalate', said: expect.stringContaining('Somebody will reply here') }]);
    expect(await traces()).toEqual(before);
    provider.answerWith({ text: ['Let me connect you with a human agent.'] });
    const talk: RehearsalBody['talk'] = [
      { author: 'user', text: 'Refund me', tools: [], escalated: false },
      { author: 'ai', text: 'The team will help.', tools: ['escalate'], escalated: true },
    ];
    const again = await rehearse({ contactId: ada!.id, message: 'And now?', talk });
    expect(decisionIn(again)).toMatchObject({ escalated: false, because: 'already', attempts: 2 });
    expect(promptIn(again).history.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  test('tries other instructions without keeping them', async () => {
    const events = await rehearse({ instructions: 'Speak like a pirate.' });
    expect(promptIn(events).system).toContain('Speak like a pirate.');
    expect(promptIn(await rehearse({})).system).not.toContain('pirate');
  });

  test('case 76: sensitive attributes are not in it, the built-in answerer’s included', async () => {
    await call('/users/update', serverKey, { users: [{ user_id: 'ada', traits: { salary: 'TOP-SECRET' } }] });
    const patch = { scope: 'user', key: 'salary', sensitive: true };
    expect((await owner.inside(workspaceId, 'PATCH', '/attributes', patch)).status).toBe(200);
    const model = deps.config.model;
    for (const provider of [model.provider, 'builtin'] as const) {
      deps.config = { ...deps.config, model: { ...model, provider } };
      const events = await rehearse({ contactId: ada!.id, message: 'What is my salary?' });
      deps.config = { ...deps.config, model };
      expect(promptIn(events).omitted).toContainEqual({ key: 'salary', reason: 'sensitive' });
      expect(JSON.stringify(events)).not.toContain('TOP-SECRET');
    }
    expect(JSON.stringify(provider.requests)).not.toContain('TOP-SECRET');
  });

  test('safety A4: who first chats as a claimed contact and then as the proven one is written down as both', async () => {
    const trusts = ['claimed', 'verified', 'verified'] as const;
    for (const trust of trusts) await rehearse({ contactId: joeId, trust });
    const lines = await sql`
      select detail ->> 'trust' as trust from audit_log where action = 'playground.used' and subject = ${joeId} order by id`;
    expect(lines).toEqual([{ trust: 'claimed' }, { trust: 'verified' }]);
  });

  test('says what failed', async () => {
    provider.answerWith({ status: { code: 429, headers: { 'retry-after': '7' } } });
    expect(await rehearse({})).toContainEqual({
      ...{ type: 'fault', code: 'provider_rate_limited', retryable: true, status: 429 },
    });
  });

  test('who goes away ends the call to the provider', async () => {
    provider.answerWith({ text: ['One'], fault: 'stalled' });
    const abandoned = provider.abandoned();
    const reader = (await open({})).body!.getReader();
    for (let heard = ''; !heard.includes('One'); ) heard += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    await expect.poll(() => provider.abandoned(), { timeout: 20_000 }).toBe(abandoned + 1);
  });
});

describe('refuses', () => {
  test.each([
    ['a blank message', { message: '  ' }],
    ['too long a message', { message: 'x'.repeat(10_001) }],
    ['an endless talk', { talk: Array(41).fill({ author: 'user', text: 'x', tools: [], escalated: false }) }],
    ['custom fields that no chat would take', { customFields: { x: 'x'.repeat(10_001) } }],
    ['an id that is none', { contactId: 'ada' }],
  ])('%s', async (_, body) => {
    expect((await open(body as Partial<RehearsalBody>)).status).toBeGreaterThanOrEqual(400);
    expect(provider.requests).toEqual([]);
  });

  test('case 99: contacts and companies of another workspace', async () => {
    const theirs = await room.halo.workspace();
    await call('/companies/identify', theirs.serverKey, { company_id: 'acme', user_id: 'zoe', traits: {} });
    const [person] = await sql`select id, current_company_id from contacts where workspace_id = ${theirs.id}`;
    expect((await open({ contactId: person!.id })).status).toBe(404);
    expect((await open({ contactId: ada!.id, companyId: person!.current_company_id })).status).toBe(404);
  });

  test('contacts and companies that are not there, and whoever lacks the module or the contacts it rests on', async () => {
    const nowhere = '0190a000-0000-7000-8000-00000000dead';
    expect((await open({ contactId: nowhere })).status).toBe(404);
    expect((await open({ contactId: ada!.id, companyId: nowhere })).status).toBe(404);
    const member = await room.join(owner, workspaceId, 'member');
    expect((await open({}, member)).status).toBe(403);
    await sql`update workspace_teammates set modules = '{playground}' where role = 'member'`;
    expect((await open({}, member)).status).toBe(403);
    await sql`update workspace_teammates set modules = '{playground,contacts}' where role = 'member'`;
    expect((await open({}, member)).status).toBe(200);
  });
});
