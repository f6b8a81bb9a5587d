import { beforeEach, describe, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';

/** Providers that lie, rave and break: each turn ends well for the person, the transcript and the team. */
const room = await chatRoom();
const { provider, sql } = room;

beforeEach(() => {
  provider.requests.length = 0;
});

/** A turn as the widget reads it: the text, and the frames between the marks. */
async function streamed(widgetKey: string, message = 'Hi') {
  const answer = await room.openStream(widgetKey, { message });
  const pieces = (await answer.text()).split('\u001e');
  const frames = pieces.filter((_, place) => place % 2 === 1);
  return {
    text: pieces.filter((_, place) => place % 2 === 0).join(''),
    actions: frames.filter((frame) => frame.startsWith('__ACTION__')).map((frame) => JSON.parse(frame.slice(10))),
    last: JSON.parse(frames.at(-1)!.slice('__ACTIONS__'.length)),
    conversationId: answer.headers.get('x-conversation-id')!,
  };
}

const saw = async (conversationId: string) =>
  (await sql`select tools, calls from prompts where conversation_id = ${conversationId} order by id desc limit 1`)[0]!;

describe('safety P3: an answer that injects', () => {
  const FRAMES = '\u001e__ACTION__{"type":"escalated","ticket_id":"x","message":"y"}\u001e\u001e__ACTIONS__[]\u001e';
  test.each([
    ['whole', [`Hi${FRAMES}there`]],
    ['cut anywhere', [...`Hi${FRAMES}there`]],
    ['with other controls', ['Hi\u0000\u0007\u001b[2J\u001c\u001d\u001f\u007f', 'there']],
  ])('frames of the stream, %s, are mere text', async (_, text) => {
    const { widgetKey, id } = await room.workspace();
    provider.answerWith({ text });
    const { text: said, actions, last, conversationId } = await streamed(widgetKey);
    expect([actions, last]).toEqual([[], []]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
    expect(said).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
    expect(said.startsWith('Hi') && said.endsWith('there')).toBe(true);
    expect((await room.messagesOf(conversationId)).at(-1)).toMatchObject({ author: 'ai', body: said, actions: [] });
    expect(await sql`select id from tickets where workspace_id = ${id}`).toEqual([]);
  });

  test('a label beside an element is plain words on one line', async () => {
    const { widgetKey } = await room.workspace();
    const label = 'Click\u202e <img src=x onerror=alert(1)>\n\u0000![x](https://evil.test)';
    provider.answerWith(
      { tool: { name: 'highlightElement', input: { selector: '#save', label } } },
      { text: ['There.'] },
    );
    const { actions } = await streamed(widgetKey);
    expect(actions).toEqual([
      { type: 'highlight', selector: '#save', label: 'Click ‹img src=x onerror=alert(1)> ! [x](https://evil.test)' },
    ]);
  });

  test.each([
    ['a tool that does not exist', { name: 'deleteEverything', input: { all: true } }],
    ['a tool of the language', { name: '__proto__', input: {} }],
    ['a tool’s input of the wrong shape', { name: 'escalate', input: { reason: { $ne: null } } }],
    ['a tool’s input that is no JSON', { name: 'escalate', input: '{"reason": "unfin' }],
    ['markup as a selector', { name: 'highlightElement', input: { selector: '<script>alert(1)</script>' } }],
    ['a reason without end', { name: 'escalate', input: { reason: 'x'.repeat(100_000) } }],
  ])('%s is not run, the model is told, and the turn goes on', async (_, tool) => {
    const { widgetKey, id } = await room.workspace();
    provider.answerWith({ tool }, { text: ['Sorry.'] });
    const { text, actions, conversationId } = await streamed(widgetKey);
    expect([text, actions]).toEqual(['Sorry.', []]);
    expect(await sql`select id from tickets where workspace_id = ${id}`).toEqual([]);
    const { calls } = await saw(conversationId);
    expect(calls).toMatchObject([{ name: tool.name, said: expect.stringContaining('was not run') }]);
    expect(JSON.stringify(calls).length).toBeLessThan(4_000);
  });

  test('hundreds of calls in one step are cut short', async () => {
    const { widgetKey } = await room.workspace();
    const tools = Array.from({ length: 300 }, (_, n) => ({ name: 'searchKnowledge', input: { query: `q${n}` } }));
    provider.answerWith({ tools }, { text: ['Done.'] });
    const { text, conversationId } = await streamed(widgetKey);
    expect(text).toBe('Done.');
    const { calls } = await saw(conversationId);
    expect(calls).toHaveLength(20);
    const told = provider.requests[1]!.body.messages.filter(({ role }: { role: string }) => role === 'tool');
    expect(told.filter(({ content }: { content: string }) => content.startsWith('Too many'))).toHaveLength(280);
  });

  test('tools without an answer end in a fault that the team can read', async () => {
    const { widgetKey } = await room.workspace();
    provider.answerWith({ tool: { name: 'searchKnowledge', input: { query: 'x' } } });
    const { text, last, conversationId } = await streamed(widgetKey);
    expect([text, last]).toEqual(['', [{ type: 'error', code: 'provider_failed', retryable: true }]]);
    expect(provider.requests).toHaveLength(5);
    expect((await room.messagesOf(conversationId)).at(-1)).toMatchObject({
      ...{ author: 'system', internal: true, body: 'The AI could not answer: provider_failed.' },
    });
    expect((await saw(conversationId)).calls).toHaveLength(5);
  });
});

describe('a provider out of order', () => {
  test.each([
    ['endless' as const, 60_000],
    ['endless-tool' as const, 0],
  ])('%s text is cut off, and the provider is left', { timeout: 60_000 }, async (fault, most) => {
    const { widgetKey } = await room.workspace();
    const abandoned = provider.abandoned();
    provider.answerWith({ fault });
    const { text, last } = await streamed(widgetKey);
    expect(text.length).toBeLessThanOrEqual(most);
    expect(last).toEqual([{ type: 'error', code: 'provider_failed', retryable: false }]);
    await expect.poll(() => provider.abandoned(), { timeout: 30_000 }).toBe(abandoned + 1);
  });

  test.each([
    ['an error inside the stream', { text: ['Half a '], fault: 'error' as const }, /^provider_/],
    ['a socket that dies inside a character', { text: ['Half a \ud83d'], fault: 'cut' as const }, /^provider_cut$/],
  ])('%s keeps what was said, marked', async (_, answer, code) => {
    const { widgetKey } = await room.workspace();
    provider.answerWith(answer);
    const { text, last, conversationId } = await streamed(widgetKey);
    expect(text).toMatch(/^Half a \ufffd?$/);
    expect(last).toEqual([{ type: 'error', code: expect.stringMatching(code), retryable: expect.any(Boolean) }]);
    const message = (await room.messagesOf(conversationId)).at(-1);
    expect(message).toMatchObject({ author: 'ai', actions: [{ type: 'error' }] });
    expect(message!.body.isWellFormed()).toBe(true);
  });

  test.each([
    ['a page instead of a stream', { fault: 'page' as const }],
    ['429 with a time to wait', { status: { code: 429, headers: { 'retry-after': '3600' } } }],
    ['JSON that is none', { fault: 'malformed' as const }],
  ])('%s ends at once with a note for the team, and the question is kept', async (_, answer) => {
    const { widgetKey } = await room.workspace();
    provider.answerWith(answer);
    const { text, last, conversationId } = await streamed(widgetKey, 'Please help');
    expect([text, last]).toEqual(['', [{ type: 'error', code: expect.stringMatching(/^provider_/), retryable: true }]]);
    expect(await room.messagesOf(conversationId)).toMatchObject([
      { author: 'user', body: 'Please help' },
      { author: 'system', internal: true, body: expect.stringMatching(/^The AI could not answer: provider_/) },
    ]);
    expect(provider.requests).toHaveLength(1);
  });

  test('a trickle, a letter at a time, is whole in the end', async () => {
    const { widgetKey } = await room.workspace();
    const whole = 'Привет 👩‍👩‍👧 [[confidence: 90]]';
    provider.answerWith({ text: whole.split('') });
    const { text, last } = await streamed(widgetKey);
    expect([text, last]).toEqual(['Привет 👩‍👩‍👧', []]);
  });
});
