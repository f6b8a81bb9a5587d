import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './parse-markdown.ts';
import { readLink, saysWhere } from './read-link.ts';
import { shown } from './shown.ts';

function links(text: string): { href: string; host: string }[] {
  const found: { href: string; host: string }[] = [];
  JSON.stringify(parseMarkdown(text), (key, value) => {
    if (key === 'link') found.push(value);
    return value;
  });
  return found;
}

describe('what an answer may hold', () => {
  it('draws the usual marks', () => {
    expect(parseMarkdown('Hi **Jane**, see `a*b` and *this* ~~not~~')).toEqual([
      {
        type: 'paragraph',
        children: [
          'Hi ',
          { type: 'strong', children: ['Jane'] },
          ', see ',
          { type: 'code', text: 'a*b' },
          ' and ',
          { type: 'em', children: ['this'] },
          ' ',
          { type: 'strike', children: ['not'] },
        ],
      },
    ]);
    const [list] = parseMarkdown('1. one\n   - deep\n2. two');
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 1 });
    expect(list?.type === 'list' && list.items).toHaveLength(2);
    expect(parseMarkdown('```js\nlet a = 1;\n')).toEqual([{ type: 'code', text: 'let a = 1;\n' }]);
    expect(parseMarkdown('| a | b |\n|---|---|\n| 1 | 2 |')).toMatchObject([
      { type: 'table', head: [['a'], ['b']], rows: [[['1'], ['2']]] },
    ]);
    expect(parseMarkdown('snake_case_name and 2 * 3 * 4')).toEqual([
      { type: 'paragraph', children: ['snake_case_name and 2 * 3 * 4'] },
    ]);
  });

  it('makes links of http, https and mailto only, and knows where they lead', () => {
    expect(
      links('[a](https://x.example/p?q=1) http://y.example, [m](mailto:a@b.example)').map((link) => link.host),
    ).toEqual(['x.example', 'y.example', 'a@b.example']);
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\tscript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'file:///etc/passwd',
      '//evil.example',
      '/relative',
      '#hash',
    ]) {
      expect(links(`[click](${bad}) ![click](${bad}) <${bad}> ${bad}`)).toEqual([]);
    }
    expect(links('[apple](https://аpple.example)')[0]?.host).toMatch(/^xn--/);
    expect(links('[x](https://good.example@evil.example/)')[0]?.host).toBe('evil.example');
    expect(links('[x](mailto:a%40b.example)')[0]?.host).toBe('a@b.example');
  });

  it('safety P2: where a mail goes is shown without marks that turn or hide it', () => {
    const targets = [
      'moc.knab%E2%80%AE@evil.example',
      'help@bank.example%0A%0A@evil.example',
      'a%E2%80%8B@evil.example',
    ];
    expect(targets.map((target) => links(`[mail us](mailto:${target})`)[0]?.host)).toEqual(targets);
  });

  it('safety P2: has no node for images and markup: they become links and plain text', () => {
    expect(parseMarkdown('![logo](https://x.example/a.png)')).toMatchObject([
      { children: [{ type: 'link', children: ['logo'] }] },
    ]);
    expect(shown(parseMarkdown('<img src=x onerror=alert(1)><script>1</script>'))).toBe(
      '<img src=x onerror=alert(1)><script>1</script>',
    );
  });

  it('drops marks that reorder what stands around them', () => {
    expect(shown(parseMarkdown('pay \u202eexe.gpj\u202c \u2066now\u2069'))).toBe('pay exe.gpj now');
  });

  it('keeps what is no mark as it was written: refused links, arithmetic, an open fence', () => {
    const text = '[click](javascript:alert(1)) <img src=x onerror=alert(1)> data:text/html,x';
    expect(parseMarkdown(text)).toEqual([{ type: 'paragraph', children: [text] }]);
    expect(parseMarkdown('[see](appendix 3)')).toEqual([{ type: 'paragraph', children: ['[see](appendix 3)'] }]);
    expect(parseMarkdown('2 * 3 * 4')).toEqual([{ type: 'paragraph', children: ['2 * 3 * 4'] }]);
    expect(parseMarkdown('```\na\nb')).toEqual([{ type: 'code', text: 'a\nb' }]);
    expect(parseMarkdown('```not a fence```')).toEqual([
      { type: 'paragraph', children: [{ type: 'code', text: 'not a fence' }] },
    ]);
  });

  it('reads lines, lists and code as people type them', () => {
    expect(parseMarkdown('Hi **Jane**,\nfirst\n\n- one\n• `two`\n\n1. three')).toEqual([
      {
        type: 'paragraph',
        children: ['Hi ', { type: 'strong', children: ['Jane'] }, ',', { type: 'break' }, 'first'],
      },
      {
        type: 'list',
        ordered: false,
        start: 1,
        items: [
          [{ type: 'paragraph', children: ['one'] }],
          [{ type: 'paragraph', children: [{ type: 'code', text: 'two' }] }],
        ],
      },
      { type: 'list', ordered: true, start: 1, items: [[{ type: 'paragraph', children: ['three'] }]] },
    ]);
  });

  it('leaves the full stop after a bare address out of it, and makes no link of half an address', () => {
    const href = 'https://acme.example/a';
    expect(parseMarkdown(`See ${href}.`)).toEqual([
      {
        type: 'paragraph',
        children: ['See ', { type: 'link', link: { href, host: 'acme.example' }, children: [href] }, '.'],
      },
    ]);
    expect(links(`https://acme.example/${'a'.repeat(3_000)}`)).toEqual([]);
  });

  it('safety P2: puts no link within a link, and names the host where words hide it', () => {
    const [first, ...more] = links('[https://good.example](https://evil.example/x)');
    expect([first?.host, more]).toEqual(['evil.example', []]);
    const link = readLink('https://evil.example/x')!;
    expect(saysWhere('your bank', link)).toBe(false);
    expect(saysWhere('https://good.example/?evil.example', link)).toBe(false);
    expect(saysWhere('https://evil.example/x', link)).toBe(true);
  });
});
