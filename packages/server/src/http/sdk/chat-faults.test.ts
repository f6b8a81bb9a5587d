import { beforeEach, describe, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { newSession } from '../../testing/sessions.ts';

const room = await chatRoom();
const { provider, sql, chat, messagesOf } = room;

beforeEach(() => {
  provider.requests.length = 0;
  provider.answerWith({ text: ['Hello'] });
});

describe('a fault of the provider', () => {
  test.each([
    [{ status: { code: 401 } }, 'provider_unauthorized', false],
    [{ status: { code: 429, headers: { 'retry-after': '7' } } }, 'provider_rate_limited', true],
    [{ status: { code: 500, body: '<html>' } }, 'provider_failed', true],
    [{ fault: 'malformed' as const }, 'provider_failed', true],
  ])('%j keeps the question, answers %s and tells the team', async (answer, code, retryable) => {
    const { widgetKey } = await room.workspace();
    provider.answerWith(answer);
    const { status, body } = await chat(widgetKey, { message: 'Please help' });
    expect([status, body.response, body.actions]).toEqual([200, '', [{ type: 'error', code, retryable }]]);
    expect(await messagesOf(body.conversation_id)).toMatchObject([
      { author: 'user', body: 'Please help' },
      { author: 'system', internal: true, body: `The AI could not answer: ${code}.` },
    ]);
  });

  test('keeps what was said until a cut, marked', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith({ text: ['Half a '], fault: 'unfinished' });
    const { body } = await chat(widgetKey, {});
    expect((await messagesOf(body.conversation_id)).at(-1)).toMatchObject({
      author: 'ai',
      body: 'Half a ',
      actions: [{ type: 'error', code: 'provider_cut' }],
    });
  });

  test('brings a person to whoever asks for one in words', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith({ status: { code: 500 } });
    const { body } = await chat(widgetKey, { message: 'I want to talk to a human' });
    expect(body).toMatchObject({ escalated: true, response: expect.stringContaining('passed this conversation on') });
    expect(body.actions.map(({ type }: { type: string }) => type)).toEqual(['escalated', 'error']);
  });

  test('an empty answer is a fault, not an answer', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith({ text: [' \n'] });
    expect((await chat(widgetKey, {})).body.actions).toMatchObject([
      { type: 'error', code: 'provider_failed', retryable: true },
    ]);
  });
});

describe('what a model may do', () => {
  test('hands over with the tool: one ticket on the conversation, with the reason, and the person is told', async () => {
    const { widgetKey, id } = await room.workspace();
    provider.answerWith(
      { tool: { name: 'escalate', input: { reason: 'Needs a refund' } } },
      { text: ['A colleague takes over.'] },
    );
    const { body } = await chat(widgetKey, { message: 'Refund me' });
    expect(body).toMatchObject({ response: 'A colleague takes over.', escalated: true });
    const tickets =
      await sql`select id, conversation_id, subject, status, reason from tickets where workspace_id = ${id}`;
    expect(tickets).toMatchObject([
      {
        id: body.ticket_id,
        conversation_id: body.conversation_id,
        subject: 'Refund me',
        status: 'open',
        reason: { signal: 'tool', value: 'Needs a refund' },
      },
    ]);
    await chat(widgetKey, { session_id: body.session_id });
    expect(await sql`select id from tickets where workspace_id = ${id}`).toHaveLength(1);
  });

  test('says what happens next even when the model does not', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith({ tool: { name: 'escalate', input: { reason: 'x' } } }, {});
    expect((await chat(widgetKey, {})).body.response).toContain('I have passed this conversation on to the team');
  });

  test('case 80: does not ask those for their name and e-mail whose name and e-mail are known', async () => {
    const workspace = await room.workspace();
    provider.answerWith({ tool: { name: 'escalate', input: { reason: 'x' } } }, {});
    const user_token = room.token(workspace, { user_id: 'u1', name: 'Ada', email: 'ada@acme.test' });
    const known = await chat(workspace.widgetKey, { user_token });
    expect(known.body.response).not.toContain('e-mail');
    provider.answerWith({ tool: { name: 'escalate', input: { reason: 'x' } } }, {});
    expect((await chat(workspace.widgetKey, {})).body.response).toContain('your name and e-mail');
    provider.answerWith({ tool: { name: 'escalate', input: { reason: 'x' } } }, {});
    const named = await chat(workspace.widgetKey, { custom_fields: { name: 'Ada' } });
    expect(named.body.response).toContain('your e-mail address,');
    // What the lead form was told counts as known.
    const session_id = newSession();
    await room.call('/leads', workspace.widgetKey, { session_id, email: 'ada@acme.test', name: 'Ada' });
    provider.answerWith({ tool: { name: 'escalate', input: { reason: 'x' } } }, {});
    expect((await chat(workspace.widgetKey, { session_id })).body.response).not.toContain('e-mail');
  });

  test('points at an element; markup is no selector', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith(
      { tool: { name: 'highlightElement', input: { selector: '#save', label: 'Here' } } },
      { text: ['There.'] },
    );
    expect((await chat(widgetKey, {})).body.actions).toEqual([{ type: 'highlight', selector: '#save', label: 'Here' }]);
    provider.answerWith(
      { tool: { name: 'highlightElement', input: { selector: '<img onerror=x>' } } },
      { text: ['Sorry.'] },
    );
    expect((await chat(widgetKey, {})).body.actions).toEqual([]);
  });
});
