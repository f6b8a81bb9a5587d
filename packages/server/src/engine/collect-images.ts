import { LIMITS } from '@halo/wire/limits.ts';
import type { Deps } from '../deps.ts';
import { fetchOutside } from '../fetch-outside.ts';
import { Refusal } from '../refusal.ts';
import { type Image, readDataUrl, sniffImage } from './image.ts';

const FETCH_MS = 10_000;

/**
 * The pictures of a turn as bytes, at most four of 5 MB, PNG, JPEG, WebP or GIF by content. URLs are fetched through
 * the one door for URLs from data, never by a model's library. Refuses `invalid_request` naming the picture.
 */
export async function collectImages(
  deps: Pick<Deps, 'config'>,
  images: readonly string[],
  signal: AbortSignal,
): Promise<Image[]> {
  if (images.length > LIMITS.images) throw refused('images', `at most ${LIMITS.images} are taken`);
  return Promise.all(images.map((image, index) => collect(deps, image, `images.${index}`, signal)));
}

async function collect(deps: Pick<Deps, 'config'>, image: string, path: string, signal: AbortSignal): Promise<Image> {
  const bytes = image.startsWith('data:') ? readDataUrl(image) : await download(deps, image, path, signal);
  const mediaType = bytes && sniffImage(bytes);
  if (!bytes || !mediaType) throw refused(path, 'send a PNG, JPEG, WebP or GIF of at most 5 MB');
  return { mediaType, bytes };
}

async function download(deps: Pick<Deps, 'config'>, url: string, path: string, signal: AbortSignal) {
  const answer = await fetchOutside(deps, url, { maxBytes: LIMITS.imageBytes, timeoutMs: FETCH_MS, signal }).catch(
    () => null,
  );
  // One sentence for every cause: which addresses answer is nothing a caller may probe.
  if (answer?.status !== 200) throw refused(path, 'this picture could not be fetched');
  return answer.body;
}

function refused(path: string, why: string): Refusal {
  return new Refusal('invalid_request', `${path}: ${why}`, { path });
}
