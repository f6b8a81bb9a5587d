import { expect, test } from 'vitest';
import { declareAttribute } from '../../contacts/declare-attribute.ts';
import { addMessages } from '../../conversations/add-messages.ts';
import { addSource } from '../../knowledge/add-source.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import { HOSTILE } from '../../testing/hostile-values.ts';
import { readKnowledge } from '../../testing/read-knowledge.ts';
import { newSession } from '../../testing/sessions.ts';

/** Hostile text in every place people can write to, by the real doors, up to the bytes that reach the provider. */
const room = await chatRoom();
const { provider, deps, call } = room;
const ACTOR = { kind: 'command_line' } as const;
/** Stands wherever the hostile text will, so that each of its places is known. */
const CALM = 'calmword';

interface Sent {
  messages: { role: string; content: string | null }[];
  tools: unknown[];
}

/** All requests of a conversation in which every place says the same text. */
async function drench(text: string): Promise<Sent[]> {
  const workspace = await room.workspace('report', { name: 'Acme' });
  const { widgetKey } = workspace;
  const described = { scope: 'user', key: 'role', label: text, description: text, sensitive: false } as const;
  await declareAttribute(deps, workspace.id, described, ACTOR);
  const article = { kind: 'article', workspaceId: workspace.id, actor: ACTOR, address: null } as const;
  await addSource(deps, { ...article, title: `Refunds ${text}`, text: `# Refunds\n\nRefunds ${text}\nA refund.` });
  await readKnowledge(room);
  const user_token = room.token(workspace, { user_id: 'ada', name: text, role: text });
  const session_id = newSession();
  const entry = { label: text, type: text, value: { [text]: text, rows: [text] } };
  const known = await call('/users/identify', widgetKey, {
    ...{ user_id: 'ada', user_token, session_id },
    traits: { [text]: text },
    context: {
      [text]: entry,
      rows: { label: text, type: 'list', value: [{ title: text, [text]: text, status: text }] },
    },
  });
  const company = { company_id: companyIdOf(text), user_token, traits: { name: text, industry: text, [text]: text } };
  const member = await call('/companies/identify', widgetKey, { ...company, session_id, user_id: 'ada' });
  expect([known.status, member.status]).toEqual([200, 200]);
  provider.requests.length = 0;
  provider.answerWith({ text: ['Well.'] });
  const said = { user_token, session_id: known.body.session_id, company_id: company.company_id, message: `Hi ${text}` };
  const sent = { custom_fields: { [text]: text }, context: { errors: { label: text, type: 'error', value: [text] } } };
  const conversation_history = [
    { role: 'user', content: text },
    { role: 'assistant', content: text },
  ];
  const first = await room.chat(widgetKey, { ...said, ...sent, conversation_history, behavior_context: `Saw ${text}` });
  expect([first.status, first.body.escalated]).toEqual([200, false]);
  const teammate = { author: 'teammate', authorName: text, body: `Hello ${text}` } as const;
  const { conversation_id: conversationId } = first.body;
  await deps.db.transaction((tx) =>
    addMessages(deps, tx, [{ workspaceId: workspace.id, conversationId, ...teammate }]),
  );
  provider.answerWith({ tool: { name: 'searchKnowledge', input: { query: 'refunds' } } }, { text: ['Well.'] });
  const again = await room.chat(widgetKey, { ...said, session_id: first.body.session_id });
  expect([again.status, again.body.escalated]).toEqual([200, false]);
  return provider.requests.map(({ body }) => body);
}

/** Ids take no control characters; whatever else they hold stands in headers. */
function companyIdOf(text: string): string {
  return /\p{Cc}/u.test(text) ? 'acme' : text;
}

/** A text as its fences and what stands between them. */
function partsOf(text: string): { between: string[]; fences: { kind: string; lines: string[] }[] } {
  const pieces = text.split(/<halo_data kind="([a-z ]+)">\n([\s\S]*?)\n<\/halo_data>/);
  const fences: { kind: string; lines: string[] }[] = [];
  for (let at = 1; at < pieces.length; at += 3) fences.push({ kind: pieces[at]!, lines: pieces[at + 1]!.split('\n') });
  return { between: pieces.filter((_, at) => at % 3 === 0), fences };
}

/** Whose lines are one value each, so that nothing may add one. */
const LINE_BY_LINE = ['customer', 'history'];

const calm = await drench(CALM);

test('the places are there at all', () => {
  const [first, , last] = calm as [Sent, Sent, Sent];
  const { fences } = partsOf(first.messages[0]!.content!);
  expect(fences.map(({ kind }) => kind)).toEqual(['customer', 'behavior', 'history']);
  const customer = fences[0]!.lines;
  // The profile's name, role with label and description, a custom key; the company; three entries of context.
  expect(customer.filter((line) => line.includes(CALM)).length).toBeGreaterThanOrEqual(12);
  expect(customer).toContain(`[${CALM}] (error)`);
  expect(last.messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'assistant',
    'user',
    'assistant',
    'tool',
  ]);
  expect(last.messages.filter(({ content }) => content?.includes(CALM))).toHaveLength(5);
});

test.each(Object.entries(HOSTILE))(
  'case 75, safety P3: %s stays in its own line or fence, in every place at once',
  async (_, text) => {
    const requests = await drench(text);
    expect(requests).toHaveLength(calm.length);
    for (const [index, request] of requests.entries()) {
      const { messages, tools } = request;
      const before = calm[index]!;
      expect(tools).toEqual(before.tools);
      expect(messages.map(({ role }) => role)).toEqual(before.messages.map(({ role }) => role));
      for (const [at, { role, content }] of messages.entries()) {
        const was = before.messages[at]!.content ?? '';
        const [now, then] = [partsOf(content ?? ''), partsOf(was)];
        expect(now.fences.map(({ kind }) => kind)).toEqual(then.fences.map(({ kind }) => kind));
        if (role === 'system' || role === 'tool') expect(now.between).toEqual(then.between);
        for (const [place, { kind, lines }] of now.fences.entries()) {
          const calmly = then.fences[place]!.lines;
          if (LINE_BY_LINE.includes(kind)) {
            expect(lines).toHaveLength(calmly.length);
            for (const [n, line] of calmly.entries()) if (!line.includes(CALM)) expect(lines[n]).toBe(line);
            expect(lines.join('\n')).not.toMatch(/!\[|```|~~~|<\s*[/|]/);
          }
        }
        expect(content ?? '').not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/u);
        expect((content ?? '').match(/<\s*\/?\s*halo[\s_-]*data/gi)?.length ?? 0).toBe(
          now.fences.length * 2 + mentions(role),
        );
        expect(content ?? '').not.toMatch(/<\s*\||\[\/?INST/);
      }
    }
  },
);

/** The rules name the fence's two marks where they declare it. */
function mentions(role: string): number {
  return role === 'system' ? 2 : 0;
}

test('case 75: half a character and a NUL reach no provider, from wherever they come', async () => {
  const workspace = await room.workspace();
  provider.requests.length = 0;
  provider.answerWith({ text: ['Well.'] });
  const ids = await call('/companies/identify', workspace.widgetKey, { company_id: 'acme\udc00', traits: {} });
  expect(ids.status).toBe(400);
  for (const bad of ['a\ud800', '\udc00a', 'a\u0000b']) {
    const context = { [bad]: { label: bad, type: bad, value: { [bad]: bad } } };
    await call('/users/identify', workspace.widgetKey, { user_id: 'ada', traits: { [bad]: bad, name: bad }, context });
    const { status } = await room.chat(workspace.widgetKey, {
      ...{ user_id: 'ada', message: `Hi ${bad}`, custom_fields: { [bad]: bad }, context, behavior_context: bad },
      conversation_history: [{ role: 'user', content: bad }],
    });
    expect(status).toBeLessThan(500);
  }
  expect(provider.requests.length).toBeGreaterThan(0);
  for (const { body } of provider.requests) {
    for (const { content } of (body as Sent).messages) {
      expect(content).not.toContain('\u0000');
      expect(content?.isWellFormed()).toBe(true);
    }
  }
});
