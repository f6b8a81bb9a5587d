import { type Block, DEEPEST, type Inline } from './markdown.ts';
import { parseInline } from './parse-inline.ts';

/** Marks that reorder what stands around them: an answer never needs them, a deception does. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Reads Markdown as models write it, half-finished or hostile: always ends, in time that grows with the text. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(cleanText(text).split('\n'), 0);
}

/** A text with one kind of line end, and without marks that could turn what stands around them. */
export function cleanText(text: string): string {
  return text.replace(REORDERING, '').replace(/\r\n?/g, '\n');
}

const FENCE = /^\s{0,3}(`{3,}(?![^`]*`)|~{3,})/;
const HEADING = /^\s{0,3}#{1,6}\s+/;
const RULE = /^\s{0,3}([-*_])\s*(?:\1\s*){2,}$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^(\s*)([-*+•]|(\d{1,9})[.)])\s+(?=\S)/;
const TABLE_LINE = /^\|?\s*:?-+:?(\s*\|\s*:?-+:?)*\s*\|?$/;

/** Reads lines as blocks, and notes for each the line it ends before where somebody asks. */
export function parseBlocks(lines: string[], depth: number, ends?: number[]): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const add = (block: Block, end: number) => {
    blocks.push(block);
    ends?.push(end);
  };
  const flush = (end: number) => {
    if (paragraph.length) add({ type: 'paragraph', children: parseInline(paragraph.join('\n')) }, end);
    paragraph = [];
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      flush(i);
      const from = i + 1;
      do i++;
      while (i < lines.length && !closes(fence, lines[i] as string));
      add({ type: 'code', text: lines.slice(from, i).join('\n') }, i + 1);
      continue;
    }
    if (line.trim() === '') {
      flush(i);
      continue;
    }
    const heading = HEADING.exec(line)?.[0];
    if (heading) {
      flush(i);
      add({ type: 'heading', children: parseInline(withoutClosing(line.slice(heading.length))) }, i + 1);
      continue;
    }
    if (RULE.test(line)) {
      flush(i);
      add({ type: 'rule' }, i + 1);
      continue;
    }
    if (depth < DEEPEST && QUOTE.test(line)) {
      flush(i);
      const from = i;
      while (i + 1 < lines.length && QUOTE.test(lines[i + 1] as string)) i++;
      const inner = lines.slice(from, i + 1).map((some) => some.replace(QUOTE, ''));
      add({ type: 'quote', children: parseBlocks(inner, depth + 1) }, i + 1);
      continue;
    }
    if (depth < DEEPEST && ITEM.test(line)) {
      flush(i);
      const [list, next] = parseList(lines, i, depth);
      add(list, next);
      i = next - 1;
      continue;
    }
    const below = lines[i + 1] ?? '';
    if (paragraph.length === 0 && line.includes('|') && below.includes('|') && TABLE_LINE.test(below.trim())) {
      const from = i + 2;
      i++;
      while (i + 1 < lines.length && (lines[i + 1] as string).includes('|')) i++;
      add({ type: 'table', head: cells(line), rows: lines.slice(from, i + 1).map(cells) }, i + 1);
      continue;
    }
    paragraph.push(line);
  }
  flush(lines.length);
  return blocks;
}

/** Whether a line ends the code that a fence has begun. */
function closes(fence: string, line: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(fence) && trimmed.replaceAll(fence[0] as string, '') === '';
}

/** A heading's words, without the marks that may close it. */
function withoutClosing(words: string): string {
  let end = words.trimEnd().length;
  while (words[end - 1] === '#') end--;
  return words.slice(0, end).trim();
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
