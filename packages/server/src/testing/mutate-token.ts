/** The same numbers at every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const STRANGE = '.=+/ \u0000é\n{}"%\u2028';
const HEADERS = [
  ...[{ alg: 'none' }, { alg: 'HS256' }, { alg: 'RS256' }, { alg: 'ES256' }, { alg: 'EdDSA' }, { alg: 'HS512' }, {}],
  ...[{ alg: ['HS256'] }, { alg: null }, { alg: 'HS256', kid: '../../etc/passwd' }, { alg: 'RS256', kid: '' }],
  ...[
    { alg: 'ES256', crit: [] },
    { alg: 'EdDSA', jku: 'https://evil.example' },
    { alg: 'RS256', x5c: ['MIIB'] },
  ],
];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Makes a bad token of a good one: bits flipped in what a part stands for, characters changed, put in and left out, parts
 * cut, swapped and spliced with those of `others`, headers and payloads exchanged. Never answers `token` itself.
 */
export function mutateToken(token: string, others: readonly string[], random: () => number): string {
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(list: ArrayLike<T>) => list[below(list.length)] as T;
  const any = () => (random() < 0.8 ? pick(ALPHABET) : pick(STRANGE));
  const inPart = (text: string, change: (part: string) => string) => {
    const parts = text.split('.');
    const at = below(parts.length);
    parts[at] = change(parts[at]!);
    return parts.join('.');
  };
  const flipBit = (part: string) => {
    const bytes = Buffer.from(part, 'base64url');
    if (bytes.length > 0) bytes[below(bytes.length)]! ^= 1 << below(8);
    return bytes.toString('base64url');
  };
  const replaced = (text: string, at: number, more: string, gone = 1) =>
    text.slice(0, at) + more + text.slice(at + gone);
  const ways: ((text: string) => string)[] = [
    (text) => inPart(text, flipBit),
    (text) => inPart(text, flipBit),
    (text) => text.replace(/[^.]*$/, flipBit),
    (text) => replaced(text, below(text.length), any()),
    (text) => replaced(text, below(text.length), any(), 0),
    (text) => replaced(text, below(text.length), ''),
    (text) => text.slice(0, below(text.length)),
    (text) => text.slice(below(text.length)),
    (text) => text + any(),
    (text) => inPart(text, (part) => part.split('').reverse().join('')),
    (text) => inPart(text, (part) => part + part),
    (text) => inPart(text, () => ''),
    (text) => inPart(text, (part) => pick(pick(others).split('.')) || part),
    (text) => text.replace(/^[^.]*/, () => encode(pick(HEADERS))),
    (text) => text.replace(/^[^.]*/, () => pick(others).split('.')[0]!),
    (text) => text.replace(/\.[^.]*\./, () => `.${encode({ user_id: 'admin', sub: 'admin', n: below(9) })}.`),
    (text) => text.replace(/[^.]*$/, () => pick(others).split('.')[2] ?? ''),
    (text) => text.replace(/[^.]*$/, () => Buffer.alloc(pick([0, 1, 32, 64, 256]), below(3)).toString('base64url')),
  ];
  for (;;) {
    let text = token;
    for (let times = 1 + below(3); times > 0; times--) text = pick(ways)(text);
    if (text !== token) return text;
  }
}
