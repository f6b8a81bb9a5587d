// A service that Halo's HTTP actions may call: it believes signed requests only, and does each wish once.
// HALO_ACTION_SECRET=has_… PUBLIC_URL=https://api.example.com node action-receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const { HALO_ACTION_SECRET: secret = '', PUBLIC_URL: publicUrl = 'http://127.0.0.1:4100', PORT = '4100' } = process.env;
const done = new Map();

const server = createServer(async (request, response) => {
  const body = await text(request);
  const say = (status, answer) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  const signed = { signature: request.headers['halo-signature'] ?? '', method: request.method, body };
  if (!isFromHalo({ ...signed, url: publicUrl + request.url })) return say(401, { error: 'not signed by Halo' });
  const wish = request.headers['idempotency-key'];
  // `user_id` is an identity parameter: Halo filled it in from what it had verified. All else is what the AI wrote.
  const { user_id, ...wanted } = body
    ? JSON.parse(body)
    : Object.fromEntries(new URL(request.url, publicUrl).searchParams);
  if (!done.has(wish)) done.set(wish, { user_id, wanted, ends_on: '2026-05-03' });
  say(200, done.get(wish));
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Listening on port ${server.address().port}`));

function isFromHalo({ signature, method, url, body }) {
  const parts = signature.split(',').map((part) => part.split('='));
  const seconds = Number(parts.find(([name]) => name === 't')?.[1]);
  if (!secret || !(Math.abs(Date.now() / 1000 - seconds) < 300)) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.${method}.${url}.${body}`).digest();
  return parts.some(([name, value]) => {
    const given = name === 'v1' ? Buffer.from(value ?? '', 'hex') : Buffer.alloc(0);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
