import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../deps.ts';
import { collectImages } from './collect-images.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const dataUrl = `data:image/png;base64,${PNG.toString('base64')}`;
let server: http.Server;
let origin = '';

beforeAll(async () => {
  server = http.createServer((request, response) => {
    if (request.url === '/a.png') response.end(PNG);
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'image/png' }).end('<html>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const collect = (images: string[], allow = true) =>
  collectImages(
    { config: { outsideAllow: allow ? [origin] : [] } as unknown as Deps['config'] },
    images,
    AbortSignal.timeout(10_000),
  );

describe('collectImages', () => {
  test('takes data URLs and fetched URLs in the order sent', async () => {
    const images = await collect([dataUrl, `http://${origin}/a.png`]);
    expect(images.map((image) => image.mediaType)).toEqual(['image/png', 'image/png']);
  });

  test('refuses a fifth picture', async () => {
    await expect(collect(Array(5).fill(dataUrl))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('refuses what only calls itself an image', async () => {
    await expect(collect([`http://${origin}/page`])).rejects.toMatchObject({
      code: 'invalid_request',
      details: { path: 'images.0' },
    });
  });

  test('answers alike for a missing picture, a private address and another scheme', async () => {
    const messages = await Promise.all(
      [
        () => collect([`http://${origin}/none`]),
        () => collect([`http://${origin}/a.png`], false),
        () => collect(['file:///etc/passwd']),
      ].map((run) => run().catch((error: Error) => error.message)),
    );
    expect(new Set(messages)).toEqual(new Set(['images.0: this picture could not be fetched']));
  });
});
