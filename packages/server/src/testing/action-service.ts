import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

interface ServiceAnswer {
  status?: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
  /** `never`: not even headers; `cut`: half of the answer and then nothing. */
  fault?: 'never' | 'cut';
}

export interface ServiceRequest {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A customer's own service on loopback, that actions call and tests script. */
export interface ActionService {
  host: string;
  requests: ServiceRequest[];
  /** What to answer from now on. */
  answerWith(answer: ServiceAnswer): void;
  /** Holds every request that comes until the function it answers is called. */
  hold(): () => void;
}

/** To be called at the top of a test file; the host still has to be allowed by `HALO_OUTSIDE_ALLOW`. */
export async function actionService(): Promise<ActionService> {
  const requests: ServiceRequest[] = [];
  let answer: ServiceAnswer = { body: '{"ok":true}' };
  let held: Promise<void> = Promise.resolve();
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
    await held;
    if (answer.fault === 'never') return;
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json', ...answer.headers });
    if (answer.fault === 'cut') {
      response.write(answer.body ?? '{');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    response.end(answer.body ?? '');
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith(given) {
      answer = given;
    },
    hold() {
      let open = () => {};
      held = new Promise((done) => {
        open = done;
      });
      return open;
    },
  };
}
