import { LIMITS } from '@halo/wire/limits.ts';

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** A picture a person sent, judged by its content. */
export interface Image {
  mediaType: ImageType;
  bytes: Uint8Array;
}

const DATA_URL = /^data:[a-z0-9.+/-]*;base64,/i;

/** What a file is by its first bytes, whatever it was called; null for anything a model is not shown. */
export function sniffImage(bytes: Uint8Array): ImageType | null {
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  return null;
}

/** The bytes inside a base64 data URL; null when it is none, is not clean base64, or is over the size of one image. */
export function readDataUrl(text: string): Uint8Array | null {
  const head = DATA_URL.exec(text)?.[0];
  if (!head) return null;
  const encoded = text.slice(head.length);
  if (encoded.length > Math.ceil(LIMITS.imageBytes / 3) * 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.byteLength <= LIMITS.imageBytes ? bytes : null;
}
