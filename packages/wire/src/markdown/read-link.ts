/** An address an answer may lead to, and what to show of it. */
export interface Link {
  href: string;
  /** Where it really leads: a host (IDN as punycode) or a mail address. */
  host: string;
}

/** Longer than this, an address is not followed. */
export const LONGEST_LINK = 2_000;

/** Accepts absolute http, https and mailto addresses; anything else is no link. */
export function readLink(target: string): Link | null {
  if (target.length > LONGEST_LINK) return null;
  try {
    const url = new URL(target);
    if (url.protocol === 'mailto:') return { href: url.href, host: mailAddress(url) };
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return { href: url.href, host: url.host };
  } catch {
    return null;
  }
}

/** Readable, unless it would hold blanks or marks that hide or turn what stands around them. */
function mailAddress({ pathname }: URL): string {
  const address = decodeURIComponent(pathname);
  return /[\s\p{C}]/u.test(address) ? pathname : address;
}

/** Whether words name the place a link leads to by themselves; where they do not, its host is shown beside them (safety P2). */
export function saysWhere(words: string, { href, host }: Link): boolean {
  return words === host || words === href || `${words}/` === href || `mailto:${words}` === href;
}
