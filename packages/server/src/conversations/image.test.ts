import { describe, expect, test } from 'vitest';
import { readDataUrl, sniffImage } from './image.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('sniffImage', () => {
  test.each([
    ['image/png', PNG],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['image/gif', Buffer.from('GIF89a....')],
    ['image/webp', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')])],
  ])('knows %s by its content', (type, bytes) => {
    expect(sniffImage(bytes)).toBe(type);
  });

  test.each(['<svg xmlns="http://www.w3.org/2000/svg">', '<!doctype html>', '%PDF-1.7', 'RIFF....AVI ', '', 'GIF'])(
    'takes %j for no image',
    (text) => {
      expect(sniffImage(Buffer.from(text))).toBeNull();
    },
  );
});

describe('readDataUrl', () => {
  test('reads base64 under any declared type', () => {
    expect(readDataUrl(`data:text/html;base64,${PNG.toString('base64')}`)).toEqual(PNG);
    expect(readDataUrl(`data:;base64,${PNG.toString('base64')}`)).toEqual(PNG);
  });

  test.each([
    'data:image/png,raw',
    'data:image/png;base64,',
    'data:image/png;base64,a b',
    'data:image/png;base64,%41',
    'https://x/',
  ])('refuses %j', (url) => {
    expect(readDataUrl(url)).toBeNull();
  });

  test('refuses more than 5 MB', () => {
    expect(readDataUrl(`data:image/png;base64,${Buffer.alloc(5_000_000).toString('base64')}`)?.byteLength).toBe(
      5_000_000,
    );
    expect(readDataUrl(`data:image/png;base64,${Buffer.alloc(5_000_001).toString('base64')}`)).toBeNull();
  });
});
