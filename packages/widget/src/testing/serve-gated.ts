import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { FakeHalo } from './fake-halo.ts';
import type { GatedHalo } from './gated-halo.ts';

/** A gated Halo over real HTTP, for real browsers; only its configuration is answered at once. */
export interface ServedHalo extends Pick<FakeHalo, 'url' | 'serve' | 'close'> {
  readonly port: number;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, x-halo-session, x-halo-user-token, x-halo-sdk',
  'access-control-expose-headers': 'x-session-id, x-agent-id, x-conversation-id, retry-after, date',
};

export async function serveGated(gated: GatedHalo, config: FakeHalo['config']): Promise<ServedHalo> {
  const pages = new Map<string, Parameters<FakeHalo['serve']>[1]>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://halo.test');
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    const { method = 'GET', headers } = request;
    const page = pages.get(url.pathname);
    if (page) return page({ method, path: url.pathname, query: url.search, headers, body: undefined }, response);
    if (method === 'OPTIONS') return response.writeHead(204).end();
    if (url.pathname === '/api/sdk/config') return response.end(JSON.stringify(config));
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const answer = await gated.fetch(`http://halo.test${request.url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        body: body || null,
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.flushHeaders();
      if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
      else response.end();
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    serve: (path, handler) => void pages.set(path, handler),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
