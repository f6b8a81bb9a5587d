import { expect, test } from 'vitest';
import { highlightElementTool } from './highlight-element.ts';

test('points at an element by its selector', async () => {
  const { action } = await highlightElementTool.run({ selector: '#save > button[type="submit"]', label: 'Here' });
  expect(action).toEqual({ type: 'highlight', selector: '#save > button[type="submit"]', label: 'Here' });
});

test.each([
  '',
  '<img src=x onerror=alert(1)>',
  'a{color:red}',
  'a\u0000b',
  'a\u001eb',
  'a\nb',
  '\u202ea',
  'x'.repeat(201),
])('takes %j for no selector', (selector) => {
  expect(highlightElementTool.input.safeParse({ selector }).success).toBe(false);
});
