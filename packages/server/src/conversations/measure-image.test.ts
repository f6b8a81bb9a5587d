import { expect, test } from 'vitest';
import type { ImageType } from './image.ts';
import { measureImage } from './measure-image.ts';

const size = (mediaType: ImageType, hex: string) => {
  const found = measureImage({ mediaType, bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex') });
  return found && [found.width, found.height];
};
const RIFF = '52494646 00000000 57454250';

test('every kind of picture tells its pixels by its head', () => {
  expect(size('image/png', '89504e470d0a1a0a 0000000d 49484452 00000280 000001e0')).toEqual([640, 480]);
  expect(size('image/gif', '474946383961 2000 4000')).toEqual([32, 64]);
  expect(size('image/jpeg', 'ffd8 ffe0 0004 0000 ffc4 0003 00 ffc2 0011 08 01e0 0280 03')).toEqual([640, 480]);
  expect(size('image/webp', `${RIFF} 56503858 0a000000 00000000 7f0200 df0100`)).toEqual([640, 480]);
  expect(size('image/webp', `${RIFF} 56503820 00000000 000000 9d012a 8002 e001`)).toEqual([640, 480]);
  expect(size('image/webp', `${RIFF} 5650384c 00000000 2f 7fc27700`)).toEqual([640, 480]);
});

test('a photo that is to be turned tells the sides it is seen with', () => {
  const exif = '457869660000 4949 2a00 08000000 0100 1201 0300 01000000 0600 0000';
  expect(size('image/jpeg', `ffd8 ffe1 0022 ${exif} 00000000 ffc0 0011 08 01e0 0280 03`)).toEqual([480, 640]);
});

test('a head that breaks off or lies tells nothing, and ends', () => {
  for (const type of ['image/png', 'image/gif', 'image/jpeg', 'image/webp'] as const) {
    expect(size(type, '')).toBeNull();
    expect(size(type, 'ffd8')).toBeNull();
  }
  expect(size('image/png', '89504e470d0a1a0a 0000000d 49484452 00000000 00000000')).toBeNull();
  expect(size('image/jpeg', `ffd8 ${'ffe0 0000'.repeat(50)}`)).toBeNull();
  expect(size('image/jpeg', `ffd8 ${'ff'.repeat(100)}`)).toBeNull();
});
