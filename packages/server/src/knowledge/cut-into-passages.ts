import type { Passage } from './source.ts';

const MOST_CHARACTERS = 1_200;
/** A stretch shorter than this is put to the one before it, under the same headings. */
const FEW_CHARACTERS = 200;
const HEADING_CHARACTERS = 300;
export const BETWEEN_HEADINGS = ' › ';

/** Code between three marks on one line of text is no block. */
const OPENING = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const CLOSING = /^ {0,3}(`{3,}|~{3,})\s*$/;

/**
 * Cuts markdown into passages: at every heading, and inside a section between paragraphs, never within a code block
 * that fits. At most `most` passages; what comes after is left out.
 */
export function cutIntoPassages(text: string, most: number): Passage[] {
  const passages: Passage[] = [];
  for (const { heading, blocks } of sectionsOf(text)) {
    for (const body of gather(blocks)) {
      if (passages.length >= most) return passages;
      passages.push({ heading, body });
    }
  }
  return passages;
}

interface Section {
  heading: string;
  blocks: string[];
}

function sectionsOf(text: string): Section[] {
  const above: { level: number; words: string }[] = [];
  const sections: Section[] = [{ heading: '', blocks: [] }];
  let lines: string[] = [];
  let fence: string | null = null;
  const endBlock = () => {
    const block = lines.join('\n').trimEnd();
    if (block.trim() !== '') sections.at(-1)!.blocks.push(block);
    lines = [];
  };
  for (const line of text.split('\n')) {
    const mark: string | undefined = fence === null ? OPENING.exec(line)?.[1] : CLOSING.exec(line)?.[1];
    if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    const heading = fence === null && !mark ? /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) : null;
    if (heading) {
      endBlock();
      const level = heading[1]!.length;
      while (above.length > 0 && above.at(-1)!.level >= level) above.pop();
      above.push({ level, words: plain(heading[2]!) });
      const words = above.map((each) => each.words).filter(Boolean);
      sections.push({ heading: words.join(BETWEEN_HEADINGS).slice(0, HEADING_CHARACTERS), blocks: [] });
    } else if (line.trim() === '' && fence === null) endBlock();
    else lines.push(line);
  }
  endBlock();
  return sections;
}

/** A heading without the marks of its markup. */
function plain(words: string): string {
  return words
    .replace(/<[^>]{0,200}>/g, '')
    .replace(/!?\[([^\]]{0,200})\]\([^)]{0,500}\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
}

function gather(blocks: readonly string[]): string[] {
  const bodies: string[] = [];
  for (const block of blocks.flatMap(split)) {
    const last = bodies.at(-1);
    const together = last === undefined ? block : `${last}\n\n${block}`;
    if (last !== undefined && (together.length <= MOST_CHARACTERS || isShort(last, block, together))) {
      bodies[bodies.length - 1] = together;
    } else bodies.push(block);
  }
  return bodies;
}

function isShort(last: string, block: string, together: string): boolean {
  return Math.min(last.length, block.length) < FEW_CHARACTERS && together.length <= MOST_CHARACTERS * 1.25;
}

/** A block that is too long, in pieces: between lines, else between sentences, else between words. */
function split(block: string): string[] {
  if (block.length <= MOST_CHARACTERS) return [block];
  const pieces: string[] = [];
  let rest = block;
  while (rest.length > MOST_CHARACTERS) {
    const room = rest.slice(0, MOST_CHARACTERS);
    const ends = [
      room.lastIndexOf('\n'),
      Math.max(...['. ', '! ', '? ', '。'].map((end) => room.lastIndexOf(end) + 1)),
    ];
    const cut = ends.find((end) => end > MOST_CHARACTERS / 2) ?? room.lastIndexOf(' ');
    const at = cut > 0 ? cut : wholeCharacter(room);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** Where to cut so that no character is cut in two. */
function wholeCharacter(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}
