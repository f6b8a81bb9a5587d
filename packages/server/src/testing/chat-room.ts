import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { type OpenAiDouble, openAiDouble } from './openai-double.ts';
import { type Answer, signToken, type TestHalo, type TestWorkspace, testHalo } from './test-halo.ts';

export interface SaidMessage {
  author: string;
  internal: boolean;
  body: string;
  actions: unknown[];
  prompt_id: string | null;
}

/** All doors of Halo, with a model provider that tests script and a log that they may read. */
export interface ChatRoom extends TestHalo {
  provider: OpenAiDouble;
  /** Every line that was logged. */
  logged(): string;
  /** Says something, "Hi" unless told, and waits for the whole answer. */
  chat(key: string, body?: object): Promise<Answer>;
  /** Opens a streamed turn as a browser does, with a way to leave. */
  openStream(key: string, body: object, signal?: AbortSignal): Promise<Response>;
  /** What is in a conversation, notes included. */
  messagesOf(conversationId: string): Promise<SaidMessage[]>;
  /** A token as the customer's backend signs it. */
  token(workspace: TestWorkspace, claims: Record<string, unknown>): string;
}

/** To be called at the top of a test file; `HALO_MODEL_PROVIDER: 'builtin'` in the environment takes the model away. */
export async function chatRoom(environment: Record<string, string> = {}): Promise<ChatRoom> {
  const provider = await openAiDouble();
  afterAll(() => provider.close());
  const lines: string[] = [];
  const write = (line: unknown, _encoding: string, done: () => void) => {
    lines.push(String(line));
    done();
  };
  const halo = await testHalo(
    {
      HALO_MODEL_PROVIDER: 'openai-compatible',
      HALO_MODEL: 'double',
      HALO_MODEL_BASE_URL: provider.baseUrl,
      HALO_MODEL_UNPROVED_DAILY: '10000',
      ...environment,
    },
    pino({ level: 'trace' }, new Writable({ write })),
  );
  return {
    ...halo,
    provider,
    logged: () => lines.join(''),
    chat: (key, body = {}) => halo.call('/chat', key, { message: 'Hi', ...body }),
    openStream: (key, body, signal) =>
      fetch(`${halo.origin}/api/sdk/chat/stream`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ message: 'Hi', ...body }),
        signal: signal ?? null,
      }),
    messagesOf: (conversationId) =>
      halo.sql<SaidMessage[]>`
        select author, internal, body, actions, prompt_id from messages
        where conversation_id = ${conversationId} order by seq`,
    token: ({ secret }, claims) => signToken(secret.secret, claims),
  };
}
