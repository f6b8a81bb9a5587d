import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from './parse-markdown.ts';

function links(text: string): { href: string; host: string }[] {
  const found: { href: string; host: string }[] = [];
  JSON.stringify(parseMarkdown(text), (key, value) => {
    if (key === 'link') found.push(value);
    return value;
  });
  return found;
}

/** Everything a reader would see of a tree. */
function shown(nodes: (Block | Inline | Inline[])[]): string {
  return nodes
    .map((node): string => {
      if (typeof node === 'string') return node;
      if (Array.isArray(node)) return shown(node);
      if ('text' in node) return node.text;
      if (node.type === 'list') return node.items.map(shown).join('');
      if (node.type === 'table') return shown(node.head) + node.rows.map(shown).join('');
      return 'children' in node ? shown(node.children) : '';
    })
    .join('');
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

  it('ends on any text, makes only known nodes and only safe links, and loses no letter', () => {
    const marks = fc.array(
      fc.oneof(
        fc.constantFrom(
          '*',
          '**',
          '_',
          '`',
          '```',
          '[',
          '](',
          ')',
          '![',
          '~~',
          '\n',
          '- ',
          '1. ',
          '> ',
          '|',
          '\\',
          'javascript:',
          'https://a.b',
          '#',
        ),
        fc.string(),
      ),
    );
    const types = new Set([
      'paragraph',
      'heading',
      'quote',
      'list',
      'code',
      'table',
      'rule',
      'strong',
      'em',
      'strike',
      'link',
      'break',
    ]);
    fc.assert(
      fc.property(marks, (pieces) => {
        const text = pieces.join('');
        JSON.stringify(parseMarkdown(text), (key, value) => {
          if (key === 'type') expect(types).toContain(value);
          if (key === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/);
          return value;
        });
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]+$/), (text) => {
        expect(shown(parseMarkdown(text))).toBe(text.trim() === '' ? '' : text);
      }),
    );
  });

  it('reads the nastiest 20,000 characters without being lost in them', () => {
    for (const unit of ['[', '*a ', '**', '`', '![', '](', '> ', '- ', '_a', '|', '[a](', '~~', '<', '(', '#', '1. ']) {
      const began = performance.now();
      parseMarkdown(unit.repeat(20_000 / unit.length));
      expect(performance.now() - began, unit).toBeLessThan(5_000);
    }
  });
});
