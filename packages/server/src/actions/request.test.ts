import { describe, expect, test } from 'vitest';
import { actionInput } from '../testing/action-input.ts';
import { readArguments } from './arguments.ts';
import { CallRefused } from './call.ts';
import { checkAction } from './check-action.ts';
import { buildRequest } from './request.ts';

const TEMPLATE = { method: 'GET' as const, url: 'https://api.acme.com/v1/orders/{order}/items?version=2' };

/** The same pseudo-random numbers at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const PIECES = [
  '.',
  '..',
  '/',
  '\\',
  '%2f',
  '%2e',
  '%',
  '?',
  '#',
  '&',
  '=',
  '@',
  ':',
  ';',
  '//',
  '\r\n',
  '\t',
  ' ',
  'é',
  '😀',
  '{order}',
  'a',
  '7',
  '\u202e',
];

test('safety O2: whatever a model says, host and path stay where the operator put them', () => {
  const roll = dice(20_260_527);
  for (let round = 0; round < 20_000; round += 1) {
    const order = Array.from(
      { length: 1 + Math.floor(roll() * 6) },
      () => PIECES[Math.floor(roll() * PIECES.length)],
    ).join('');
    let sent: URL;
    try {
      sent = new URL(buildRequest(TEMPLATE, {}, { order }).url);
    } catch (error) {
      expect(error, order).toBeInstanceOf(CallRefused);
      continue;
    }
    expect(sent.origin).toBe('https://api.acme.com');
    const segments = sent.pathname.split('/');
    expect([segments.length, segments[1], segments[2], segments[4]], order).toEqual([5, 'v1', 'orders', 'items']);
    expect(decodeURIComponent(segments[3]!)).toBe(order);
    expect([...sent.searchParams]).toEqual([['version', '2']]);
    expect(sent.hash).toBe('');
  }
});

test('what does not stand in the path goes into the query of GET and DELETE, and into the body else', () => {
  const filled = { order: 'a b', note: 'x&y=1', ok: true };
  expect(buildRequest(TEMPLATE, { user: 'ada' }, filled).url).toBe(
    'https://api.acme.com/v1/orders/a%20b/items?version=2&note=x%26y%3D1&ok=true&user=ada',
  );
  const post = buildRequest({ ...TEMPLATE, method: 'POST' }, { user: 'ada' }, filled);
  expect([post.url, JSON.parse(post.body ?? '')]).toEqual([
    'https://api.acme.com/v1/orders/a%20b/items?version=2',
    { note: 'x&y=1', ok: true, user: 'ada' },
  ]);
});

test('safety O2: an argument never stands in the place of an identity parameter', () => {
  const { url, body } = buildRequest({ method: 'PUT', url: 'https://a.com/{who}' }, { who: 'ada' }, { who: 'eve' });
  expect([url, body]).toEqual(['https://a.com/ada', '{}']);
});

describe('arguments', () => {
  const list = actionInput({
    arguments: [
      { name: 'size', type: 'integer' },
      { name: 'kind', type: 'string', options: ['a', 'b'], required: false },
      { name: 'price', type: 'number', required: false },
    ],
  }).arguments;

  test.each([
    [{ size: 1 }, true],
    [{ size: 1, kind: 'a', price: -0.5 }, true],
    [{ size: 1, kind: null }, true],
    [{ size: 1.5 }, false],
    [{ size: '1' }, false],
    [{ size: 2 ** 60 }, false],
    [{ size: 1, kind: 'c' }, false],
    [{ size: 1, price: Number.POSITIVE_INFINITY }, false],
    [{ size: 1, __proto__: null, constructor: 1 }, false],
    [JSON.parse('{"size":1,"__proto__":{"x":1}}'), false],
    [[1], false],
    [null, false],
    ['size', false],
  ])('%j', (input, ok) => {
    expect(readArguments(list, input).ok).toBe(ok);
  });
});

describe('what an operator may define', () => {
  test.each([
    [{ url: 'https://{host}.acme.com/' }, 'url'],
    [{ url: 'https://api.acme.com:{port}/' }, 'url'],
    [{ url: 'https://api.acme.com/a{b}' }, 'url'],
    [{ url: 'https://api.acme.com/x?q={b}' }, 'url'],
    [{ url: 'https://api.acme.com/{unknown}' }, 'url'],
    [{ url: 'https://api.acme.com/{b}', arguments: [{ name: 'bb', type: 'string' }] }, 'url'],
    [{ url: 'https://api.acme.com/{bb}', arguments: [{ name: 'bb', type: 'string', required: false }] }, 'url'],
    [{ url: 'https://api.acme.com/#x' }, 'url'],
    [{ url: 'https://user:secret@api.acme.com/' }, 'url'],
    [{ url: 'http://api.acme.com/' }, 'url'],
    [{ url: 'https://api.acme.com:8443/' }, 'url'],
    [{ url: 'file:///etc/passwd' }, 'url'],
    [{ url: 'orders' }, 'url'],
    [{ name: 'escalate' }, 'name'],
    [{ headers: [{ name: 'Host', value: 'x' }] }, 'headers'],
    [{ headers: [{ name: 'Halo-Signature', value: 'x' }] }, 'headers'],
    [{ headers: [{ name: 'X-A', value: 'x' }], secretHeaders: [{ name: 'x-a', value: 'y' }] }, 'headers'],
    [{ needsClick: true }, 'clickText'],
    [{ arguments: [{ name: 'who', type: 'string' }], identity: [{ name: 'who', value: 'email' }] }, 'arguments.0.name'],
  ] as const)('safety O2: not %j', (said, path) => {
    expect(() => checkAction([], actionInput(said as never))).toThrow(new RegExp(`^${path}:`));
  });
});
