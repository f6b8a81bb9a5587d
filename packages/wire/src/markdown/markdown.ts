import type { Link } from './read-link.ts';

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

/** How deep marks may stand within marks; deeper ones stay text. */
export const DEEPEST = 6;

/** What a reader sees of a piece of a line, without its marks. */
export function plainText(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'code') return node.text;
      return node.type === 'break' ? ' ' : plainText(node.children);
    })
    .join('');
}
