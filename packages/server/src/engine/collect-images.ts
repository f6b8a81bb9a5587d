import { LIMITS } from '@halo/wire/limits.ts';
import { type Image, readDataUrl } from '../conversations/image.ts';
import { readImage, refusedImage } from '../conversations/read-sent-images.ts';
import type { Deps } from '../deps.ts';
import { fetchOutside } from '../fetch-outside.ts';

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
  if (images.length > LIMITS.images) throw refusedImage('images', `at most ${LIMITS.images} are taken`);
  return Promise.all(images.map((image, index) => collect(deps, image, `images.${index}`, signal)));
}

async function collect(deps: Pick<Deps, 'config'>, image: string, path: string, signal: AbortSignal): Promise<Image> {
  const bytes = image.startsWith('data:') ? readDataUrl(image) : await download(deps, image, path, signal);
  return readImage(bytes, path);
}

async function download(deps: Pick<Deps, 'config'>, url: string, path: string, signal: AbortSignal) {
  const answer = await fetchOutside(deps, url, { maxBytes: LIMITS.imageBytes, timeoutMs: FETCH_MS, signal }).catch(
    () => null,
  );
  // One sentence for every cause: which addresses answer is nothing a caller may probe.
  if (answer?.status !== 200) throw refusedImage(path, 'this picture could not be fetched');
  return answer.body;
}
