import type { Block, Inline } from './markdown.ts';

/** Everything a reader would see of a tree. */
export function shown(nodes: (Block | Inline | Inline[])[]): string {
  return nodes
    .map((node): string => {
      if (typeof node === 'string') return node;
      if (Array.isArray(node)) return shown(node);
      if ('text' in node) return node.text;
      if (node.type === 'list') return node.items.map(shown).join('');
      if (node.type === 'table') return shown(node.head) + node.rows.map(shown).join('');
      return 'children' in node ? shown(node.children) : '';
    })
    .join('');
}
