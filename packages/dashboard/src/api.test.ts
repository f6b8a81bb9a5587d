import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, inWorkspace, kindSentence, read, send } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

function answerWith(response: Response) {
  const calls: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    calls.push([path, init]);
    return response;
  });
  return calls;
}

test('encodes every part of an address, so that no id can climb out of its workspace', () => {
  expect(inWorkspace('w1', 'contacts', '../../me')).toBe('/api/dashboard/workspaces/w1/contacts/..%2F..%2Fme');
});

test('leaves empty query values out', async () => {
  const calls = answerWith(Response.json({ rows: [] }));
  await read('/x', { search: '', cursor: null, limit: 50, trust: undefined });
  expect(calls[0]![0]).toBe('/x?limit=50');
});

test('throws the code, the sentence and the request id of a refusal', async () => {
  answerWith(Response.json({ error: 'name the company', code: 'invalid_request', request_id: 'r1' }, { status: 400 }));
  const error = await send('POST', '/x', {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ status: 400, code: 'invalid_request', requestId: 'r1' });
  expect(kindSentence(error)).toBe('Name the company.');
});

test('says that Halo cannot be reached when there is no answer', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed to fetch');
  });
  const error = await read('/x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(kindSentence(error)).toContain('cannot be reached');
});

test('names the wait of a 429', async () => {
  answerWith(Response.json({ code: 'rate_limited' }, { status: 429, headers: { 'retry-after': '120' } }));
  const error = await read('/x').catch((thrown: unknown) => thrown);
  expect(kindSentence(error)).toBe('Too many tries. Wait 2 minutes and try again.');
});

test('survives an answer that is not JSON', async () => {
  answerWith(new Response('<html>bad gateway</html>', { status: 502 }));
  const error = await read('/x').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ status: 502, code: 'internal' });
});

test('never shows what a bug says of itself', () => {
  expect(kindSentence(new TypeError('x is undefined'))).not.toContain('undefined');
});
