import type { Image } from '../conversations/image.ts';

/** A picture that somebody sent, told to be nothing else (safety P1): its type is what its content says. */
export function imageResponse({ mediaType, bytes }: Image): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaType,
      'content-disposition': 'inline; filename="picture"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    },
  });
}
