import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the double answers one request. Text pieces come first, then the tool call, then the end or the fault. */
export interface DoubleAnswer {
  text?: string[];
  tool?: { name: string; input: unknown };
  /** Several calls in one step; an input that is text goes out as it stands, JSON or not. */
  tools?: { name: string; input: unknown }[];
  /** What it says it counted, as providers do at the end of a stream. */
  usage?: { input: number; output: number };
  /**
   * `status`: an HTTP error; `mute`: not even headers; `silent`: headers and no more; `stalled`: the pieces and then nothing; `cut`: the socket
   * dies after the pieces; `unfinished`: the stream ends politely but without its end mark; `malformed`: a broken
   * piece; `page`: an HTML page instead of a stream; `error`: an error inside the stream, after the pieces; `endless` and
   * `endless-tool`: text, or the input of a tool, until the caller has had enough.
   */
  fault?:
    | 'mute'
    | 'silent'
    | 'stalled'
    | 'cut'
    | 'unfinished'
    | 'malformed'
    | 'page'
    | 'error'
    | 'endless'
    | 'endless-tool';
  status?: { code: number; headers?: Record<string, string>; body?: string };
}

export interface DoubleRequest {
  authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the provider library sent
  body: any;
}

/** A server on loopback that speaks the OpenAI chat-completions wire format, faults included. */
export interface OpenAiDouble {
  baseUrl: string;
  requests: DoubleRequest[];
  /** Requests whose caller went away before the answer was complete. */
  abandoned: () => number;
  /** What to answer from now on: one for each request, the last for all that follow. */
  answerWith(...answers: DoubleAnswer[]): void;
  /** Keeps the requests that come waiting until the function it answers is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export async function openAiDouble(): Promise<OpenAiDouble> {
  const requests: DoubleRequest[] = [];
  let answers: DoubleAnswer[] = [{ text: ['Hello'] }];
  let abandoned = 0;
  let held: Promise<void> = Promise.resolve();
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    });
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    await held;
    await play(response, answers.length > 1 ? answers.shift()! : answers[0]!);
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    abandoned: () => abandoned,
    answerWith(...given) {
      answers = given;
    },
    hold() {
      let open = () => {};
      held = new Promise((done) => {
        open = done;
      });
      return open;
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function play(response: http.ServerResponse, answer: DoubleAnswer): Promise<void> {
  if (answer.status) {
    response.writeHead(answer.status.code, { 'content-type': 'application/json', ...answer.status.headers });
    response.end(answer.status.body ?? JSON.stringify({ error: { message: 'no', type: 'error' } }));
    return;
  }
  if (answer.fault === 'mute') return;
  if (answer.fault === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (answer.fault === 'silent') return;
  for (const content of answer.text ?? []) {
    send(response, { delta: { role: 'assistant', content }, finish_reason: null });
    // Pieces that leave in one packet would not be pieces.
    await new Promise((next) => setImmediate(next));
  }
  if (answer.fault === 'stalled' || answer.fault === 'cut') {
    if (answer.fault === 'cut') setTimeout(() => response.destroy(), 20);
    return;
  }
  if (answer.fault === 'malformed') response.write('data: {"choices": [{"delta": {"content"\n\n');
  if (answer.fault === 'unfinished') {
    response.end();
    return;
  }
  if (answer.fault === 'error') {
    response.end(`data: ${JSON.stringify({ error: { message: 'overloaded', type: 'server_error', code: 500 } })}\n\n`);
    return;
  }
  if (answer.fault === 'endless' || answer.fault === 'endless-tool') return pour(response, answer.fault);
  const tools = [...(answer.tool ? [answer.tool] : []), ...(answer.tools ?? [])];
  for (const [index, { name, input }] of tools.entries()) sendCall(response, index, name, input);
  send(response, { delta: {}, finish_reason: tools.length > 0 ? 'tool_calls' : 'stop' });
  if (answer.usage) {
    const { input, output } = answer.usage;
    sendChunk(response, {
      choices: [],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    });
  }
  response.end('data: [DONE]\n\n');
}

function sendCall(response: http.ServerResponse, index: number, name: string, input: unknown): void {
  const call = { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) };
  const tool_calls = [{ index, id: `call_${index + 1}`, type: 'function', function: call }];
  send(response, { delta: { tool_calls }, finish_reason: null });
}

/** As fast as the caller takes it, for as long as it takes it. */
async function pour(response: http.ServerResponse, fault: 'endless' | 'endless-tool'): Promise<void> {
  const piece = 'x'.repeat(4_000);
  if (fault === 'endless-tool') sendCall(response, 0, 'highlightElement', '{"selector":"');
  while (!response.destroyed) {
    if (fault === 'endless') send(response, { delta: { content: piece }, finish_reason: null });
    else {
      const tool_calls = [{ index: 0, function: { arguments: piece } }];
      send(response, { delta: { tool_calls }, finish_reason: null });
    }
    await new Promise((next) => setImmediate(next));
  }
}

function send(response: http.ServerResponse, choice: object): void {
  sendChunk(response, { choices: [{ index: 0, ...choice }] });
}

function sendChunk(response: http.ServerResponse, rest: object): void {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'double', ...rest };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
