import { expect, test } from 'vitest';
import { placePicture } from './shrink-picture.ts';

test('a photo becomes a square around its middle, a logo keeps its shape, and nothing is enlarged', () => {
  expect(placePicture('avatar', { width: 4_000, height: 3_000 })).toEqual({
    canvas: { width: 128, height: 128 },
    drawn: { width: 171, height: 128 },
    x: -21.5,
    y: 0,
  });
  expect(placePicture('logo', { width: 2_000, height: 400 }).canvas).toEqual({ width: 400, height: 80 });
  expect(placePicture('launcher', { width: 40, height: 20 }).canvas).toEqual({ width: 20, height: 20 });
  expect(placePicture('logo', { width: 9_000, height: 1 }).canvas.height).toBe(1);
});
