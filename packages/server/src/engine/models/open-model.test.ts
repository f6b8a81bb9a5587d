import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ModelPart, ModelSettings, ModelTool } from './model.ts';
import { openModel } from './open-model.ts';
import { streamModel } from './stream-model.ts';

interface Seen {
  path: string | undefined;
  headers: http.IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the provider library sent
  body: any;
}

let server: http.Server;
let origin = '';
let seen: Seen[] = [];
/** The events of the next answer, in the provider's own format; a number is a status. */
let answer: object[] | number = [];

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ path: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    if (typeof answer === 'number') {
      response.writeHead(answer, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of answer as { type: string }[]) {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const point: ModelTool = {
  name: 'point',
  description: 'Points.',
  input: z.object({ at: z.string() }),
  run: async () => ({ said: 'ok' }),
};

async function ask(settings: Partial<ModelSettings>): Promise<ModelPart[]> {
  seen = [];
  const model = openModel({
    provider: 'builtin',
    model: 'm',
    apiKey: 'secret',
    baseUrl: `${origin}/v1`,
    ...settings,
  });
  const bytes = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts: ModelPart[] = [];
  const call = {
    system: 'Be kind.',
    messages: [{ role: 'user' as const, text: 'Hi', images: [{ mediaType: 'image/png' as const, bytes }] }],
    tools: [point],
    signal: new AbortController().signal,
  };
  for await (const part of streamModel(model!, call)) parts.push(part);
  return parts;
}

const ANTHROPIC = [
  {
    type: 'message_start',
    message: {
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      usage: { input_tokens: 1, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello ' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Ada' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
  { type: 'message_stop' },
];

const OPENAI_ITEM = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
const OPENAI_RESPONSE = {
  id: 'r',
  object: 'response',
  created_at: 1,
  model: 'm',
  status: 'completed',
  output: [],
  usage: { input_tokens: 1, output_tokens: 2 },
};
const OPENAI = [
  { type: 'response.created', response: { ...OPENAI_RESPONSE, status: 'in_progress' } },
  { type: 'response.output_item.added', output_index: 0, item: OPENAI_ITEM },
  { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta: 'Hello ' },
  { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta: 'Ada' },
  {
    type: 'response.output_item.done',
    output_index: 0,
    item: {
      ...OPENAI_ITEM,
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello Ada', annotations: [] }],
    },
  },
  { type: 'response.completed', response: OPENAI_RESPONSE },
];

const said = [
  { type: 'text', text: 'Hello ' },
  { type: 'text', text: 'Ada' },
  { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } },
];

describe('Anthropic', () => {
  test('gets key, system text, picture and tools its own way, and is heard', async () => {
    answer = ANTHROPIC;
    expect(await ask({ provider: 'anthropic' })).toEqual(said);
    expect(seen[0]).toMatchObject({ path: '/v1/messages', headers: { 'x-api-key': 'secret' } });
    expect(seen[0]?.body).toMatchObject({ model: 'm', system: [{ text: 'Be kind.' }], tools: [{ name: 'point' }] });
    expect(JSON.stringify(seen[0]?.body.messages)).toContain('"media_type":"image/png"');
  });

  test('cut midway is provider_cut; without a right key provider_unauthorized', async () => {
    answer = ANTHROPIC.slice(0, 3);
    expect((await ask({ provider: 'anthropic' })).at(-1)).toMatchObject({
      type: 'fault',
      fault: { code: 'provider_cut' },
    });
    answer = 401;
    expect(await ask({ provider: 'anthropic' })).toMatchObject([
      { type: 'fault', fault: { code: 'provider_unauthorized' } },
    ]);
  });
});

describe('OpenAI', () => {
  test('gets key, system text, picture and tools its own way, stores nothing, and is heard', async () => {
    answer = OPENAI;
    expect(await ask({ provider: 'openai' })).toEqual(said);
    expect(seen[0]).toMatchObject({ path: '/v1/responses', headers: { authorization: 'Bearer secret' } });
    expect(seen[0]?.body).toMatchObject({ model: 'm', store: false, tools: [{ name: 'point' }] });
    expect(JSON.stringify(seen[0]?.body.input)).toContain('data:image/png;base64,');
  });

  test('cut midway is provider_cut; without a right key provider_unauthorized', async () => {
    answer = OPENAI.slice(0, 3);
    expect((await ask({ provider: 'openai' })).at(-1)).toMatchObject({
      type: 'fault',
      fault: { code: 'provider_cut' },
    });
    answer = 401;
    expect(await ask({ provider: 'openai' })).toMatchObject([
      { type: 'fault', fault: { code: 'provider_unauthorized' } },
    ]);
  });
});

test('the built-in answerer is no model', () => {
  expect(openModel({ provider: 'builtin', model: 'builtin', apiKey: null, baseUrl: null })).toBeNull();
});

test('an OpenAI-compatible server needs no key', async () => {
  answer = 500;
  await ask({ provider: 'openai-compatible', apiKey: null });
  expect(seen[0]?.headers.authorization).toBeUndefined();
});
