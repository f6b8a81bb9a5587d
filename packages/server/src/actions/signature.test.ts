import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signRequest } from './signature.ts';

const docs = readFileSync(new URL('../../../../docs/actions.md', import.meta.url), 'utf8');
const [, snippet = ''] = /```js\n([^`]*(?:`[^`]+`[^`]*)*?)```/.exec(docs) ?? [];

test('the check that the docs give receivers takes what is Halo’s, and nothing that was changed, forged or kept', async () => {
  const { isFromHalo } = await import(`data:text/javascript,${encodeURIComponent(snippet)}`);
  const request = { method: 'POST', url: 'https://api.example.com/a?b=1', body: '{"n":"é"}' } as const;
  const signature = signRequest(['new', 'old'], request, new Date());
  for (const secret of ['new', 'old']) expect(isFromHalo(secret, { ...request, signature })).toBe(true);
  for (const [secret, other] of [
    ['wrong', {}],
    ['new', { url: 'https://api.example.com/a?b=2' }],
    ['new', { method: 'PUT' }],
    ['new', { body: '{"n":"e"}' }],
    ['new', { signature: signature.replace(/v1=\w/g, 'v1=g') }],
    ['new', { signature: 't=x,v1=' }],
    ['new', { signature: signRequest(['new'], request, new Date(Date.now() - 600_000)) }],
  ] as const) {
    expect(isFromHalo(secret, { ...request, signature, ...other })).toBe(false);
  }
  const read = { method: 'GET', url: 'https://api.example.com/a', body: null } as const;
  const signed = { method: 'GET', url: read.url, signature: signRequest(['new'], read, new Date()) };
  expect(isFromHalo('new', signed)).toBe(true);
});
