import { expect, test } from 'vitest';
import { cutIntoPassages } from './cut-into-passages.ts';

const headings = (text: string) => cutIntoPassages(text, 100).map(({ heading }) => heading);

test('every heading begins a passage, under the headings above it', () => {
  expect(headings('# A\n\none\n\n## B\n\ntwo\n\n# C\n\nthree')).toEqual(['A', 'A › B', 'C']);
});

test('a heading inside a code block is code', () => {
  expect(headings('# A\n\n```sh\n# not a heading\n```\n\n## B\n\ntwo')).toEqual(['A', 'A › B']);
});

test('a line of text that begins with code in three marks opens no block', () => {
  expect(headings('# A\n\nuse\n```sql``.simple()```. That is simple.\n\n## B\n\ntwo')).toEqual(['A', 'A › B']);
});

test('a block is closed by a bare mark of its own kind only', () => {
  expect(headings('# A\n\n````\n```js\n# no\n```\n# no\n````\n\n## B\n\ntwo')).toEqual(['A', 'A › B']);
});
