import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await chatRoom();
const CLIENT = fileURLToPath(new URL('../../../../../examples/stream-client.mjs', import.meta.url));
const SPOKEN = 'Tu plan: Pró ✓ — всё в порядке 👍';

let acme: TestWorkspace;
let stop = () => {};
beforeAll(async () => {
  acme = await room.workspace();
});
afterEach(() => {
  stop();
  stop = () => {};
});

/** Runs the client of `examples/` as its reader would, and gives what it prints. */
const ask = (url: string, key: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [CLIENT, ...args], { env: { HALO_URL: url, HALO_KEY: key } });

/** A network that delivers the answer in the pieces it likes, and perhaps not all of them. */
async function badNetwork(cut: (bytes: Buffer) => Buffer[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = { authorization: String(request.headers.authorization), 'content-type': 'application/json' };
    const answer = await fetch(room.origin + request.url, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'x-session-id': String(answer.headers.get('x-session-id')) });
    for (const piece of cut(Buffer.from(await answer.arrayBuffer()))) {
      await new Promise((written) => response.write(piece, written));
      await new Promise((turn) => setImmediate(turn));
    }
    response.end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stop = () => void server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What stands in an answer beside its text, said by a model that uses a tool. */
const answerWithTool = () =>
  room.provider.answerWith(
    { text: [SPOKEN], tool: { name: 'highlightElement', input: { selector: '#a', label: 'one\u001etwo' } } },
    { text: [' done'] },
  );

test('a client that knows only the documentation reads text, actions and session of a real answer', async () => {
  answerWithTool();
  const { stdout, stderr } = await ask(room.origin, acme.widgetKey, 'Hi');
  expect(stdout).toBe(`${SPOKEN} done`);
  const [session, action, ...rest] = stderr.trim().split('\n');
  expect(JSON.parse(action!.replace('action ', ''))).toEqual({
    type: 'highlight',
    selector: '#a',
    // The character that frames actions is cleaned out of what a model writes.
    label: 'onetwo',
  });
  expect(rest).toEqual([]);

  room.provider.answerWith({ text: ['Still here'] });
  const again = await ask(room.origin, acme.widgetKey, 'And now?', session!.replace('session ', ''));
  expect(again).toEqual({ stdout: 'Still here', stderr: `${session}\n` });
});

test('it reads the same when the network hands out single bytes', async () => {
  answerWithTool();
  const url = await badNetwork((bytes) => [...bytes].map((byte) => Buffer.of(byte)));
  const { stdout, stderr } = await ask(url, acme.widgetKey, 'Hi');
  expect(stdout).toBe(`${SPOKEN} done`);
  expect(stderr).toContain('"label":"onetwo"');
});

test('it tells a whole answer from one that broke off, and a refusal from both', async () => {
  answerWithTool();
  const url = await badNetwork((bytes) => [bytes.subarray(0, -3)]);
  await expect(ask(url, acme.widgetKey, 'Hi')).rejects.toThrow('broke off');
  await expect(ask(room.origin, 'ab_live_wrong', 'Hi')).rejects.toThrow(/"code":\s?"\w+"/);
});
