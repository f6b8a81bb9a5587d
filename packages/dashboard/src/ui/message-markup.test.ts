import { expect, test } from 'vitest';
import { linkHost, readMarkup } from './message-markup.ts';

test('reads paragraphs, lists, emphasis and code', () => {
  expect(readMarkup('Hi **Jane**,\nfirst\n\n- one\n- `two`\n\n1. three')).toEqual([
    {
      type: 'paragraph',
      spans: [
        { type: 'text', text: 'Hi ' },
        { type: 'strong', text: 'Jane' },
        { type: 'text', text: ',\nfirst' },
      ],
    },
    { type: 'list', ordered: false, items: [[{ type: 'text', text: 'one' }], [{ type: 'code', text: 'two' }]] },
    { type: 'list', ordered: true, items: [[{ type: 'text', text: 'three' }]] },
  ]);
});

test('keeps an unclosed code fence', () => {
  expect(readMarkup('```\na\nb')).toEqual([{ type: 'code', text: 'a\nb' }]);
});

test('never makes a link of anything but http, https and mailto', () => {
  const text = '[click](javascript:alert(1)) <img src=x onerror=alert(1)> data:text/html,x';
  expect(readMarkup(text)).toEqual([{ type: 'paragraph', spans: [{ type: 'text', text }] }]);
});

test('leaves the full stop after a bare address out of it', () => {
  expect(readMarkup('See https://acme.example/a.')[0]).toEqual({
    type: 'paragraph',
    spans: [
      { type: 'text', text: 'See ' },
      { type: 'link', text: 'https://acme.example/a', href: 'https://acme.example/a' },
      { type: 'text', text: '.' },
    ],
  });
});

test('names the host of a link whose words hide it', () => {
  expect(linkHost('your bank', 'https://evil.example/x')).toBe('evil.example');
  expect(linkHost('https://acme.example/x', 'https://acme.example/x')).toBeNull();
});

test('does not take arithmetic for emphasis', () => {
  expect(readMarkup('2 * 3 * 4')).toEqual([{ type: 'paragraph', spans: [{ type: 'text', text: '2 * 3 * 4' }] }]);
});
