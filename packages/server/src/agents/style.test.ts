import { FIRST_STYLE } from '@halo/wire/agent-style.ts';
import { expect, test } from 'vitest';
import { picturesOf, storedStyle } from './style.ts';

test.each([null, 'red', [], {}, { accent: 'teal', side: -1, launcher: '/etc/passwd', more: true }])(
  'what %j says of a style is nothing that holds',
  (stored) => expect(storedStyle(stored)).toEqual(FIRST_STYLE),
);

test('a stored style comes back as it was, and one wrong value spoils no other', () => {
  const style = { ...FIRST_STYLE, accent: '#00aa88', logo: 'a'.repeat(32), avatar: 'b'.repeat(32) };
  expect(storedStyle(JSON.parse(JSON.stringify(style)))).toEqual(style);
  expect(storedStyle({ ...style, corners: 'wavy' })).toEqual({ ...style, corners: 'round' });
  expect(picturesOf(style)).toEqual(['b'.repeat(32), 'a'.repeat(32)]);
});
