import { expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';

const room = await chatRoom({ HALO_MODEL_PROVIDER: 'builtin' });

async function talk(key: string, body: object, ...messages: string[]) {
  let session_id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  const answers: any[] = [];
  for (const message of messages) {
    answers.push((await room.chat(key, { ...body, message, session_id })).body);
    session_id = answers.at(-1).session_id;
  }
  return answers;
}

test('answers from traits and context, greeting a known person once', async () => {
  const workspace = await room.workspace();
  const user_token = room.token(workspace, { user_id: 'ada', name: 'Ada Lovelace', plan: 'Pro' });
  const context = {
    apps: {
      label: 'Apps',
      type: 'integration',
      value: { hubspot: { connected: true, status: 'error', error: 'Token expired' } },
    },
  };
  const [plan, sync] = await talk(
    workspace.widgetKey,
    { user_token, context },
    'what plan am I on?',
    'why is my HubSpot sync failing?',
  );
  expect(plan.response).toBe('Hi Ada! Your plan is Pro.');
  expect(sync.response).toContain('Hubspot is connected but reports an error: Token expired.');
  expect(sync.response).not.toContain('Hi Ada');
});

test('hands over when asked, and says what happens next', async () => {
  const { widgetKey, id } = await room.workspace();
  const [answer] = await talk(widgetKey, {}, 'Talk to a human');
  expect(answer).toMatchObject({ escalated: true, actions: [{ type: 'escalated', ticket_id: answer.ticket_id }] });
  expect(answer.response).toBe(`Hello! Of course. ${answer.actions[0].message}`);
  const [ticket] = await room.sql`select reason, status from tickets where workspace_id = ${id}`;
  expect(ticket).toMatchObject({ reason: { signal: 'asked', because: 'trusted' }, status: 'open' });
});

test('hands over after knowing nothing twice in a row, not after once', async () => {
  const { widgetKey } = await room.workspace();
  const [first, second, third] = await talk(
    widgetKey,
    {},
    'What is the airspeed of a swallow?',
    'thanks',
    'And of a coconut?',
  );
  expect([first.escalated, second.escalated, third.escalated]).toEqual([false, false, false]);
  const answers = await talk(widgetKey, {}, 'What is the airspeed of a swallow?', 'And of a coconut?');
  expect(answers.map(({ escalated }) => escalated)).toEqual([false, true]);
});

test('speaks the language of the page, and without one that of the knowledge', async () => {
  const { widgetKey, id } = await room.workspace();
  const [once, twice] = await talk(widgetKey, { locale: 'de-AT' }, 'Wie ist das Wetter morgen?', 'Mitarbeiter');
  expect(once.response).toMatch(/^Hallo! Darauf habe ich keine Antwort\./);
  expect(twice).toMatchObject({ escalated: true, response: expect.stringContaining('an das Team weitergegeben') });
  expect((await talk(widgetKey, { locale: 'sv' }, 'hi'))[0].response).toBe('Hello! How can I help?');
  await room.sql`insert into knowledge_settings (workspace_id, language) values (${id}, 'french')`;
  expect((await talk(widgetKey, {}, 'Bonjour'))[0].response).toBe('Bonjour ! Comment puis-je vous aider ?');
  const refused = await room.chat(widgetKey, { message: 'hi', locale: 'x'.repeat(36) });
  expect(refused.status).toBe(400);
});

test('keeps what it saw for teammates, and names itself', async () => {
  const workspace = await room.workspace();
  const [answer] = await talk(
    workspace.widgetKey,
    { user_token: room.token(workspace, { user_id: 'ada', plan: 'Pro' }) },
    'are you a bot?',
  );
  const [prompt] =
    await room.sql`select model, system, unproved_call from prompts where conversation_id = ${answer.conversation_id}`;
  expect(prompt).toEqual({ model: 'builtin', system: '[User Profile]\n- Plan: Pro', unproved_call: false });
});
