import { LIMITS } from '@halo/wire/limits.ts';
import { Refusal } from '../refusal.ts';
import { type Image, readDataUrl, sniffImage } from './image.ts';

/** A picture that was sent, judged by its content. Refuses `invalid_request` naming its `path`. */
export function readImage(bytes: Uint8Array | null, path: string): Image {
  const mediaType = bytes && sniffImage(bytes);
  if (!bytes || !mediaType) throw refusedImage(path, 'send a PNG, JPEG, WebP or GIF of at most 5 MB');
  return { mediaType, bytes };
}

/** Pictures that came as data URLs, at most four. Refuses `invalid_request` naming the picture. */
export function readSentImages(images: readonly string[]): Image[] {
  if (images.length > LIMITS.images) throw refusedImage('images', `at most ${LIMITS.images} are taken`);
  return images.map((image, index) => readImage(readDataUrl(image), `images.${index}`));
}

export function refusedImage(path: string, why: string): Refusal {
  return new Refusal('invalid_request', `${path}: ${why}`, { path });
}
