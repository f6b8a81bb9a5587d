import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type ActionRequest, buildRequest } from './request.ts';
import { newActionSecret, SIGNATURE_HEADER, signRequest } from './signature.ts';

const RECEIVER = fileURLToPath(new URL('../../../../examples/action-receiver.mjs', import.meta.url));
const PUBLIC_URL = 'https://api.example.com';
const secret = newActionSecret();
const receiver = spawn(process.execPath, [RECEIVER], {
  env: { HALO_ACTION_SECRET: secret, PUBLIC_URL, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
afterAll(() => receiver.kill());
const [line] = (await once(createInterface(receiver.stdout), 'line')) as [string];
const origin = `http://127.0.0.1:${/\d+$/.exec(line)![0]}`;

const CANCEL = {
  ...{ method: 'POST', url: `${PUBLIC_URL}/cancel`, identity: [{ name: 'user_id', value: 'user_id' }] },
  arguments: [{ name: 'plan', type: 'string', description: '', required: true, maxLength: 200, options: [] }],
} as const;

function send({ method, url, body }: ActionRequest, signature: string, key = 'wish-1') {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, [SIGNATURE_HEADER]: signature };
  return fetch(url.replace(PUBLIC_URL, origin), { method, headers, body });
}

test('the receiver of examples/ takes what Halo signs, once, and nothing else', async () => {
  const request = buildRequest(CANCEL as never, { user_id: 'ada' }, { plan: 'Pró' });
  const now = new Date();
  const good = await send(request, signRequest([secret], request, now));
  expect([good.status, await good.json()]).toEqual([
    200,
    { user_id: 'ada', wanted: { plan: 'Pró' }, ends_on: '2026-05-03' },
  ]);
  const rotated = await send(request, signRequest([newActionSecret(), secret], request, now));
  expect(rotated.status).toBe(200);
  const bad: [string, ActionRequest, string][] = [
    ['another secret', request, signRequest([newActionSecret()], request, now)],
    ['another body', { ...request, body: '{"user_id":"eve"}' }, signRequest([secret], request, now)],
    ['another address', { ...request, url: `${PUBLIC_URL}/refund` }, signRequest([secret], request, now)],
    ['an old one', request, signRequest([secret], request, new Date(now.getTime() - 600_000))],
    ['none', request, ''],
  ];
  for (const [name, what, signature] of bad) expect([name, (await send(what, signature)).status]).toEqual([name, 401]);
});
