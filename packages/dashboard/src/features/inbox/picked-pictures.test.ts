import { expect, test } from 'vitest';
import { addPictures } from './picked-pictures.ts';

const file = (type: string, size = 10) => new File([new Uint8Array(size)], 'x', { type });

test('takes four pictures of four kinds, and says in words why another is left out', () => {
  const kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'].map((type) => file(type));
  const { pictures, fault } = addPictures([], kinds);
  expect([pictures.length, fault]).toEqual([4, null]);
  expect(addPictures(pictures, [file('image/png')])).toEqual({ pictures, fault: 'A message takes 4 pictures.' });
  expect(addPictures([], [file('image/svg+xml')])).toMatchObject({
    pictures: [],
    fault: expect.stringMatching(/^Only PNG/),
  });
  expect(addPictures([], [file('image/png', 5_000_001)])).toMatchObject({
    pictures: [],
    fault: expect.stringMatching(/over 5 MB/),
  });
});
