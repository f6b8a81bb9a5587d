/** An address an answer may lead to, and what to show of it. */
export interface Link {
  href: string;
  /** Where it really leads: a host (IDN as punycode) or a mail address. */
  host: string;
}

/** Accepts absolute http, https and mailto addresses; anything else is no link. */
export function readLink(target: string): Link | null {
  if (target.length > 2_000) return null;
  try {
    const url = new URL(target);
    if (url.protocol === 'mailto:') return { href: url.href, host: decodeURIComponent(url.pathname) };
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return { href: url.href, host: url.host };
  } catch {
    return null;
  }
}
