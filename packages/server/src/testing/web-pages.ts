import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

interface WebPage {
  status?: number;
  type?: string;
  body?: string | Buffer;
  location?: string;
}

/** A website on loopback whose pages a test writes; what is not there is a 404. To be called at the top of a file. */
export async function webPages(): Promise<{ host: string; pages: Map<string, WebPage>; asked: string[] }> {
  const pages = new Map<string, WebPage>();
  const asked: string[] = [];
  const server = http.createServer(({ url = '' }, response) => {
    asked.push(url);
    const page = pages.get(url);
    response.writeHead(page ? (page.status ?? 200) : 404, {
      'content-type': page?.type ?? 'text/html',
      ...(page?.location && { location: page.location }),
    });
    response.end(page?.body ?? '');
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  afterAll(() => new Promise((done) => server.close(done)));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, pages, asked };
}
