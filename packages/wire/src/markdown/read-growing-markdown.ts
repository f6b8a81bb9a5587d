import type { Block } from './markdown.ts';
import { cleanText, parseBlocks } from './parse-markdown.ts';

/** Reads a text again and again while it grows: a block that can no longer change is read once, and stays the same object. */
export type GrowingMarkdown = (text: string) => Block[];

/** Whether a list goes on is seen two lines further down, and the last line may still grow. */
const LOOKAHEAD = 2;

export function readGrowingMarkdown(): GrowingMarkdown {
  let settledText = '';
  let settled: Block[] = [];

  return (whole) => {
    const text = cleanText(whole);
    if (!text.startsWith(settledText)) {
      settledText = '';
      settled = [];
    }
    const lines = text.slice(settledText.length).split('\n');
    const ends: number[] = [];
    const blocks = [...settled, ...parseBlocks(lines, 0, ends)];
    const newly = ends.findLastIndex((end) => end + LOOKAHEAD < lines.length) + 1;
    if (newly > 0) {
      settled = blocks.slice(0, settled.length + newly);
      settledText += `${lines.slice(0, ends[newly - 1]).join('\n')}\n`;
    }
    return blocks;
  };
}
