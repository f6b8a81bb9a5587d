import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the double answers; without a fault every text gets the vector of what its words mean. */
export type EmbeddingsFault =
  | { status: number; headers?: Record<string, string> }
  | 'cut'
  | 'endless'
  | 'garbage'
  | 'silent'
  | 'too_few'
  | 'uneven'
  | 'zeros';

export interface EmbeddingsRequest {
  authorization: string | undefined;
  body: { model: string; input: string[]; encoding_format?: string };
}

/** A server on loopback that speaks the wire format of OpenAI's `/embeddings`, faults included. */
export interface EmbeddingsDouble {
  baseUrl: string;
  host: string;
  requests: EmbeddingsRequest[];
  /** What to answer from now on; null: rightly. */
  fail(fault: EmbeddingsFault | null): void;
  /** Runs before the next answer, once. */
  before(run: () => Promise<unknown>): void;
  close(): Promise<void>;
}

/** Each row is one meaning; a text is the sum of those it names, in a space of `dimensions`. */
const MEANINGS = [
  ['refund', 'money', 'reimburse', 'erstattung'],
  ['invite', 'teammate', 'colleague'],
  ['export', 'csv', 'download'],
  ['sync', 'hubspot'],
];

function vectorOf(text: string, dimensions: number): number[] {
  const words = text.toLowerCase();
  return Array.from({ length: dimensions }, (_, n) => {
    const named = MEANINGS[n]?.filter((word) => words.includes(word)).length ?? 0;
    return named > 0 ? 1 : 0.001 * ((text.length + n) % 7);
  });
}

export async function embeddingsDouble(dimensions = 16): Promise<EmbeddingsDouble> {
  const requests: EmbeddingsRequest[] = [];
  let fault: EmbeddingsFault | null = null;
  let before: (() => Promise<unknown>) | null = null;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as EmbeddingsRequest['body'];
    requests.push({ authorization: request.headers.authorization, body });
    const run = before;
    before = null;
    await run?.();
    await play(response, body, request.url === '/v1/embeddings' ? fault : { status: 404 }, dimensions);
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ baseUrl: `http://${host}/v1`, host, requests },
    fail(given) {
      fault = given;
    },
    before(run) {
      before = run;
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function play(
  response: http.ServerResponse,
  { model, input }: EmbeddingsRequest['body'],
  fault: EmbeddingsFault | null,
  dimensions: number,
): Promise<void> {
  if (fault === 'silent') return;
  if (fault && typeof fault === 'object') {
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(JSON.stringify({ error: { message: 'no', type: 'error' } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  if (fault === 'garbage') return void response.end('<!doctype html><title>Sign in</title>');
  if (fault === 'endless') return pour(response);
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: fault === 'zeros' ? Array(dimensions).fill(0) : vectorOf(text, dimensions),
  }));
  if (fault === 'too_few') data.pop();
  if (fault === 'uneven') data[0]!.embedding.pop();
  const tokens = input.join(' ').split(/\s+/).length;
  const answer = { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  const whole = JSON.stringify(answer);
  if (fault !== 'cut') return void response.end(whole);
  response.write(whole.slice(0, whole.length / 2));
  setImmediate(() => response.destroy());
}

/** As fast as the caller takes it, for as long as it takes it. */
async function pour(response: http.ServerResponse): Promise<void> {
  response.write('{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1');
  const piece = ',0.1'.repeat(50_000);
  while (!response.destroyed) {
    response.write(piece);
    await new Promise((next) => setImmediate(next));
  }
}
