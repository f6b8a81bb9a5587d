/** An address as Halo may know it: no query but `utm_*`, no hash, at most 2,000 characters. */
export function pageAddress(href: string): string {
  try {
    const url = new URL(href);
    const kept = [...url.searchParams].filter(([key]) => key.startsWith('utm_'));
    const query = new URLSearchParams(kept).toString();
    return `${url.protocol === 'file:' ? 'file://' : url.origin}${url.pathname}${query && `?${query}`}`.slice(0, 2_000);
  } catch {
    return '';
  }
}
