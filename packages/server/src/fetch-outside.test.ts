import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchOutside, OutsideError, type OutsideRequest } from './fetch-outside.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: http.RequestListener): Promise<number> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return (server.address() as AddressInfo).port;
}

const local = async () => [{ address: '127.0.0.1', family: 4 }];
const caps = { maxBytes: 10_000, timeoutMs: 5_000 };

function get(url: string, allow: string[] = [], request: Partial<OutsideRequest> = {}) {
  return fetchOutside({ config: { outsideAllow: allow } }, url, { ...caps, ...request });
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error.fault;
}

describe('what is refused without a connection', () => {
  const never = async () => {
    throw new Error('no name may be looked up');
  };

  test.each([
    'http://example.com/a.png',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,hi',
    'not a url',
    '//example.com',
    'https://example.com:8443/',
    'https://example.com:22/',
    'https://user:secret@example.com/',
  ])('%s', async (url) => {
    expect(await faultOf(get(url, [], { resolve: never }))).toBe('not_allowed');
  });

  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1:80/',
    'https://[fd00::1]/',
    'https://0/',
  ])('%s', async (url) => {
    expect(await faultOf(get(url, [], { resolve: never }))).toBe('not_allowed');
  });

  test('a public name that leads to a private address', async () => {
    expect(await faultOf(get('https://inside.example/', [], { resolve: local }))).toBe('not_allowed');
  });

  test('a name with one private address among public ones', async () => {
    const mixed = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '::1', family: 6 },
    ];
    expect(await faultOf(get('https://mixed.example/', [], { resolve: mixed }))).toBe('not_allowed');
  });

  test('a name that leads nowhere', async () => {
    expect(await faultOf(get('https://nowhere.example/', [], { resolve: async () => [] }))).toBe('not_allowed');
  });
});

describe('fetching', () => {
  test('answers status, headers and bytes of an address the operator excepted', async () => {
    const port = await serve((_request, response) => response.writeHead(404, { 'x-kind': 'test' }).end('gone'));
    const answer = await get(`http://127.0.0.1:${port}/x`, [`127.0.0.1:${port}`]);
    expect([answer.status, answer.headers['x-kind'], Buffer.from(answer.body).toString()]).toEqual([
      404,
      'test',
      'gone',
    ]);
  });

  test('an exception for one port opens no other port', async () => {
    const port = await serve((_request, response) => response.end('secret'));
    expect(await faultOf(get(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port + 1}`]))).toBe('not_allowed');
  });

  test('resolves the name once and connects to that very address', async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? await local() : [{ address: '192.0.2.1', family: 4 }];
    };
    const answer = await get(`http://pinned.example:${port}/`, [`pinned.example:${port}`], { resolve });
    expect(Buffer.from(answer.body).toString()).toBe(`pinned.example:${port}`);
    expect(asked).toBe(1);
  });

  test('checks each redirect anew', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: 'https://169.254.169.254/latest/meta-data' }).end(),
    );
    expect(await faultOf(get(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port}`]))).toBe('not_allowed');
  });

  test('follows three redirects and no fourth', async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('here');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const allow = [`127.0.0.1:${port}`];
    expect((await get(`http://127.0.0.1:${port}/3`, allow)).url).toBe(`http://127.0.0.1:${port}/0`);
    expect(await faultOf(get(`http://127.0.0.1:${port}/4`, allow))).toBe('too_many_redirects');
  });

  test("takes the caller's headers to no other origin", async () => {
    const seen: (string | undefined)[] = [];
    const second = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const first = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `http://127.0.0.1:${second}/` }).end();
    });
    await get(`http://127.0.0.1:${first}/`, ['127.0.0.1'], { headers: { authorization: 'Bearer x' } });
    expect(seen).toEqual(['Bearer x', undefined]);
  });

  test('gives a redirected POST back instead of repeating it', async () => {
    const port = await serve((_request, response) => response.writeHead(307, { location: '/again' }).end());
    const answer = await get(`http://127.0.0.1:${port}/`, ['127.0.0.1'], { method: 'POST', body: '{}' });
    expect(answer.status).toBe(307);
  });

  test('stops at the byte cap, whatever length was declared', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(8_192)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await faultOf(get(`http://127.0.0.1:${port}/`, ['127.0.0.1']))).toBe('too_large');
  });

  test('stops at the time cap, while names resolve and while the body drips', async () => {
    const port = await serve((_request, response) => response.write('…'));
    expect(await faultOf(get(`http://127.0.0.1:${port}/`, ['127.0.0.1'], { timeoutMs: 100 }))).toBe('timeout');
    const slow = () => new Promise<never>(() => {});
    expect(await faultOf(get('https://slow.example/', [], { timeoutMs: 100, resolve: slow }))).toBe('timeout');
  });

  test('reports a cut answer', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    });
    expect(await faultOf(get(`http://127.0.0.1:${port}/`, ['127.0.0.1']))).toBe('failed');
  });
});
