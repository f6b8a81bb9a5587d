import { type Link, readLink } from './read-link.ts';

/** A piece of a line. There is no node that could load, run or style anything. */
export type Inline =
  | string
  | { type: 'strong' | 'em' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; link: Link; children: Inline[] }
  | { type: 'break' };

/** A block of an answer. */
export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'code'; text: string }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };

const DEEPEST = 6;
const LONGEST_LABEL = 1_000;
/** Marks that reorder what stands around them: an answer never needs them, a deception does. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/g;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const BARE_LINK = /^https?:\/\/[^\s<>"'`\\]+/;

/** Reads Markdown as models write it, half-finished or hostile: always ends, in time that grows with the text. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text.replace(REORDERING, '').replace(/\r\n?/g, '\n').split('\n'), 0);
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}([-*_])\s*(?:\1\s*){2,}$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^(\s*)([-*+]|(\d{1,9})[.)])\s+(?=\S)/;
const TABLE_LINE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length) blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      flush();
      const end = lines.findIndex(
        (some, at) => at > i && some.trim().startsWith(fence) && some.trim().length >= fence.length,
      );
      const last = end < 0 ? lines.length : end;
      blocks.push({ type: 'code', text: lines.slice(i + 1, last).join('\n') });
      i = last;
      continue;
    }
    if (line.trim() === '') {
      flush();
      continue;
    }
    const heading = HEADING.exec(line);
    if (heading) {
      flush();
      blocks.push({ type: 'heading', children: parseInline(heading[1] ?? '') });
      continue;
    }
    if (RULE.test(line)) {
      flush();
      blocks.push({ type: 'rule' });
      continue;
    }
    if (depth < DEEPEST && QUOTE.test(line)) {
      flush();
      const from = i;
      while (i + 1 < lines.length && QUOTE.test(lines[i + 1] as string)) i++;
      const inner = lines.slice(from, i + 1).map((some) => some.replace(QUOTE, ''));
      blocks.push({ type: 'quote', children: parseBlocks(inner, depth + 1) });
      continue;
    }
    if (depth < DEEPEST && ITEM.test(line)) {
      flush();
      const [list, next] = parseList(lines, i, depth);
      blocks.push(list);
      i = next - 1;
      continue;
    }
    if (
      paragraph.length === 0 &&
      line.includes('|') &&
      TABLE_LINE.test(lines[i + 1] ?? '') &&
      (lines[i + 1] ?? '').includes('|')
    ) {
      const from = i + 2;
      i++;
      while (i + 1 < lines.length && (lines[i + 1] as string).includes('|')) i++;
      blocks.push({ type: 'table', head: cells(line), rows: lines.slice(from, i + 1).map(cells) });
      continue;
    }
    paragraph.push(line);
  }
  flush();
  return blocks;
}

function cells(line: string): Inline[][] {
  const inner = line.trim().replace(/^\||\|$/g, '');
  return inner.split('|').map((cell) => parseInline(cell.trim()));
}

/** A list and the line after it. Deeper lines belong to the item above them. */
function parseList(lines: string[], from: number, depth: number): [Block, number] {
  const first = ITEM.exec(lines[from] as string) as RegExpExecArray;
  const indent = (first[1] as string).length;
  const ordered = first[3] !== undefined;
  const items: string[][] = [];
  let i = from;
  for (; i < lines.length; i++) {
    const line = lines[i] as string;
    const item = ITEM.exec(line);
    const inset = line.length - line.trimStart().length;
    if (item && inset <= indent + 1) {
      if ((item[3] !== undefined) !== ordered || inset < indent) break;
      items.push([line.slice(item[0].length)]);
    } else if (line.trim() === '') {
      const next = lines[i + 1] ?? '';
      const goesOn = next.trim() !== '' && (ITEM.test(next) || next.length - next.trimStart().length > indent);
      if (!goesOn) break;
      items.at(-1)?.push('');
    } else if (inset > indent || lines[i - 1]?.trim() !== '') {
      items.at(-1)?.push(line.slice(Math.min(inset, indent + 2)));
    } else break;
  }
  const list: Block = {
    type: 'list',
    ordered,
    start: Number(first[3] ?? 1),
    items: items.map((item) => parseBlocks(item, depth + 1)),
  };
  return [list, i];
}

const PAIRS = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'strike'],
  ['*', 'em'],
  ['_', 'em'],
] as const;

function parseInline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  /** Marks known to have no partner further on, so that looking again and again stays cheap. */
  const alone = new Set<string>();
  let plain = '';
  const add = (node: Inline) => {
    if (plain) out.push(plain);
    plain = '';
    out.push(node);
  };
  const inner = (piece: string) => (depth < DEEPEST ? parseInline(piece, depth + 1) : [piece]);
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
    const found =
      char === '[' || (char === '!' && next === '[') ? linkAt(text, char === '!' ? i + 1 : i, partner) : null;
    if (found) {
      const link = readLink(found.target);
      const children = inner(found.label);
      if (link) add({ type: 'link', link, children: children.length ? children : [link.host] });
      else children.forEach(add);
      i = found.end;
      continue;
    }
    if (char === 'h' && !/\w/.test(text[i - 1] ?? '')) {
      const bare = BARE_LINK.exec(text.slice(i, i + 2_000))?.[0].replace(/[.,;:!?)\]}*_~]+$/, '');
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

/** `[label](target "title")` at a position, or nothing. Both parts are short enough to be looked at. */
function linkAt(text: string, from: number, partner: (mark: string, from: number) => number) {
  const length = text.slice(from, from + LONGEST_LABEL).indexOf('](');
  const close = from + length;
  if (length < 0 || text.slice(from + 1, close).includes('[')) return null;
  const end = partner(')', close + 2);
  if (end < 0 || end - close > 2_100) return null;
  // Addresses may hold one pair of brackets of their own.
  const opened = text.slice(close + 2, end).includes('(');
  const last = opened && text[end + 1] === ')' ? end + 1 : end;
  const target = text
    .slice(close + 2, last)
    .trim()
    .replace(/\s+["'(].*$/s, '')
    .replace(/^<|>$/g, '');
  return { label: text.slice(from + 1, close), target, end: last + 1 };
}
