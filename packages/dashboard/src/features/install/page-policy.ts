const SOURCES = ['script-src', 'connect-src', 'img-src'];

/** What a page's Content-Security-Policy must let in for the widget: this Halo's address, three times, and no style. */
export function pagePolicy(url: string): string {
  const { origin } = new URL(url);
  return SOURCES.map((source) => `${source} ${origin}`).join('; ');
}
