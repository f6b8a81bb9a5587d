import { DEEPEST, type Inline } from './markdown.ts';
import { type Link, LONGEST_LINK, readLink } from './read-link.ts';

const LONGEST_LABEL = 1_000;
const LONGEST_TARGET = 2_100;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** What ends a sentence, or a mark, rather than the address before it. */
const STOPS = '.,;:!?)]}*_~';
const BARE_LINK = /^https?:\/\/[^\s<>"'`\\]+/;

const PAIRS = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'strike'],
  ['*', 'em'],
  ['_', 'em'],
] as const;

/** The marks within a block's words. What is no mark, or no link that may be followed, stays as it was written. */
export function parseInline(text: string, depth = 0, linked = false): Inline[] {
  const out: Inline[] = [];
  /** Marks known to have no partner further on, so that looking again and again stays cheap. */
  const alone = new Set<string>();
  let plain = '';
  const add = (node: Inline) => {
    if (plain) out.push(plain);
    plain = '';
    out.push(node);
  };
  const inner = (piece: string, within = linked) => (depth < DEEPEST ? parseInline(piece, depth + 1, within) : [piece]);
  const partner = (mark: string, from: number): number => {
    if (alone.has(mark)) return -1;
    const at = text.indexOf(mark, from);
    if (at < 0) alone.add(mark);
    return at;
  };

  for (let i = 0; i < text.length; ) {
    const char = text[i] as string;
    const next = text[i + 1] ?? '';
    if (char === '\\' && PUNCTUATION.test(next)) {
      plain += next;
      i += 2;
      continue;
    }
    if (char === '\n') {
      plain = plain.trimEnd();
      add({ type: 'break' });
      i++;
      continue;
    }
    if (char === '`') {
      const mark = /^`+/.exec(text.slice(i, i + 9))?.[0] as string;
      const end = partner(mark, i + mark.length);
      if (end > 0) {
        add({ type: 'code', text: text.slice(i + mark.length, end).trim() });
        i = end + mark.length;
      } else {
        plain += mark;
        i += mark.length;
      }
      continue;
    }
    const opensLink = !linked && (char === '[' || (char === '!' && next === '['));
    const found = opensLink ? linkAt(text, char === '!' ? i + 1 : i) : null;
    if (found) {
      const children = inner(found.label, true);
      add({ type: 'link', link: found.link, children: children.length ? children : [found.link.host] });
      i = found.end;
      continue;
    }
    if (char === 'h' && !linked && !/\w/.test(text[i - 1] ?? '')) {
      // One more than an address may have: a longer one is no link, rather than a link to its beginning.
      const bare = withoutStops(BARE_LINK.exec(text.slice(i, i + LONGEST_LINK + 1))?.[0] ?? '');
      const link = bare ? readLink(bare) : null;
      if (bare && link) {
        add({ type: 'link', link, children: [bare] });
        i += bare.length;
        continue;
      }
    }
    const pair = PAIRS.find(([mark]) => text.startsWith(mark, i));
    if (pair) {
      const [mark, type] = pair;
      const from = i + mark.length;
      const opens = /\S/.test(text[from] ?? ' ') && (mark[0] !== '_' || !/\w/.test(text[i - 1] ?? ''));
      let end = opens ? partner(mark, from + 1) : -1;
      // `***both***` closes from the inside out.
      if (end > 0 && text[from] === mark[0] && text[end + mark.length] === mark[0]) end++;
      const closes =
        end > from && /\S/.test(text[end - 1] ?? ' ') && (mark[0] !== '_' || !/\w/.test(text[end + mark.length] ?? ''));
      if (closes) {
        add({ type, children: inner(text.slice(from, end)) });
        i = end + mark.length;
      } else {
        plain += mark;
        i = from;
      }
      continue;
    }
    plain += char;
    i++;
  }
  if (plain) out.push(plain);
  return out;
}

/** From the end, since a pattern would look at every stop anew from each one before it. */
function withoutStops(address: string): string {
  let end = address.length;
  while (end > 0 && STOPS.includes(address[end - 1] as string)) end--;
  return address.slice(0, end);
}

/** `[label](target "title")` at a position, or nothing. Both parts are short enough to be looked at. */
function linkAt(text: string, from: number): { label: string; link: Link; end: number } | null {
  const length = text.slice(from, from + LONGEST_LABEL).indexOf('](');
  const close = from + length;
  if (length < 0 || text.slice(from + 1, close).includes('[')) return null;
  const rest = text.slice(close + 2, close + 2 + LONGEST_TARGET);
  const end = rest.indexOf(')');
  if (end < 0) return null;
  // Addresses may hold one pair of brackets of their own.
  const last = rest.slice(0, end).includes('(') && rest[end + 1] === ')' ? end + 1 : end;
  const target = rest.slice(0, last).trim();
  const title = target.search(/\s["'(]/);
  const link = readLink((title < 0 ? target : target.slice(0, title).trimEnd()).replace(/^<|>$/g, ''));
  return link && { label: text.slice(from + 1, close), link, end: close + 2 + last + 1 };
}
