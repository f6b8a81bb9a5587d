/** The one-time token of `#owner=…` or `#invitation=…`, or null. */
export function readFragmentToken(hash: string): string | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const token = fields.get('owner') ?? fields.get('invitation');
  return token && token.length >= 16 && token.length <= 128 ? token : null;
}
