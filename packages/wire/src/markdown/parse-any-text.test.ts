import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './parse-markdown.ts';
import { readGrowingMarkdown } from './read-growing-markdown.ts';
import { shown } from './shown.ts';

const MARK = fc.constantFrom(
  '',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '\n```',
  '[',
  '](',
  '](https://a.example)',
  ')',
  '![',
  '\n',
  '\n\n',
  '\n- ',
  '\n1. ',
  '\n  - ',
  '\n> ',
  '|',
  '\n|-|-|\n',
  '\\',
  '\n# ',
  ' # ',
  '\n---\n',
  '\n    ',
  'javascript:',
  ' https://b.example ',
  '<',
);

describe('whatever is written', () => {
  it('ends on any text, makes only known nodes and only safe links', () => {
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
      { seed: 20_259, numRuns: 500 },
    );
  });

  it('loses no word, whatever marks stand around it, and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(MARK, { maxLength: 60 }), (marks) => {
        // What stands behind a fence on its own line is the name of a language, which nobody reads.
        const pieces = marks.map((mark, at) => (mark.endsWith('```') ? `${mark}\n` : `${mark}w${at}w`));
        const kept = shown(parseMarkdown(pieces.join(''))).match(/w\d+w/g) ?? [];
        expect(kept).toEqual(pieces.join('').match(/w\d+w/g) ?? []);
      }),
      { seed: 20_260, numRuns: 1_000 },
    );
  });

  it('read while it grows is the same as read at once, and what is settled is not read again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(MARK, fc.constantFrom('word ', '\n', '\n\n', '  ', '\r\n')), { maxLength: 80 }),
        (pieces) => {
          const read = readGrowingMarkdown();
          let text = '';
          for (const piece of pieces) {
            text += piece;
            expect(read(text)).toEqual(parseMarkdown(text));
          }
          expect(read('another')).toEqual(parseMarkdown('another'));
        },
      ),
      { seed: 20_261, numRuns: 300 },
    );
    const read = readGrowingMarkdown();
    const paragraphs = Array.from({ length: 50 }, (_, at) => `paragraph ${at} with **words**\n\n`);
    const before = read(paragraphs.join(''));
    const after = read(`${paragraphs.join('')}and one more`);
    const same = after.filter((block, at) => block === before[at]).length;
    expect(same).toBeGreaterThanOrEqual(48);
  });

  it('an answer of 100,000 characters that comes in pieces makes each block a few times, not with every piece', () => {
    const text = 'some `code` and **bold** words\n\n'.repeat(3_000);
    const read = readGrowingMarkdown();
    const made = new Set<object>();
    for (let end = 200; end <= text.length; end += 200) for (const block of read(text.slice(0, end))) made.add(block);
    expect(made.size).toBeLessThan(3 * 3_000);
  });

  it('safety P2: reads the nastiest 100,000 characters without being lost in them', () => {
    const units = [
      '[',
      '*a ',
      '**',
      '`',
      '![',
      '](',
      '> ',
      '- ',
      '_a',
      '|',
      '[a](',
      '~~',
      '<',
      '(',
      '#',
      '1. ',
      '```\n',
      '~~~\n',
      'http://',
      '- a\n',
      '|a\n',
      '**a** ',
      '`` ` ',
    ];
    const nasty = [
      ...units.map((unit) => unit.repeat(100_000 / unit.length)),
      `# ${' #'.repeat(50_000)} a`,
      `# a${' '.repeat(100_000)}b`,
      `a|b\n|${' '.repeat(100_000)}x`,
      `a|b\n--|--${' '.repeat(100_000)}x`,
      `-${' '.repeat(100_000)}`,
      `${'[a]('.repeat(25_000)})`,
      `${'[]('.repeat(200)}${' '.repeat(1_400)}x)`.repeat(50),
      `${'^http://^'.repeat(60)}${')'.repeat(1_400)}a `.repeat(50),
    ];
    for (const text of nasty) {
      const began = performance.now();
      parseMarkdown(text);
      expect(performance.now() - began, text.slice(0, 20)).toBeLessThan(10_000);
    }
  });
});
