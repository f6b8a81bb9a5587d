import type { ComponentChildren, JSX } from 'preact';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';
import { memo } from './memo.ts';
import { type Block, type Inline, parseMarkdown } from './parse-markdown.ts';
import type { Link } from './read-link.ts';

/** A link that shows where it leads, whatever its words say. */
export function SafeLink({ link, children, shown }: { link: Link; children: ComponentChildren; shown: string }) {
  const says =
    shown === link.host || shown === link.href || `${shown}/` === link.href || `mailto:${shown}` === link.href;
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer">
      {children}
      {!says && <span class="host"> {link.host}</span>}
    </a>
  );
}

function plainText(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'code') return node.text;
      return node.type === 'break' ? ' ' : plainText(node.children);
    })
    .join('');
}

function drawInline(nodes: Inline[]): ComponentChildren[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node;
    if (node.type === 'break') return <br />;
    if (node.type === 'code') return <code dir="ltr">{node.text}</code>;
    const children = drawInline(node.children);
    if (node.type === 'link') {
      return (
        <SafeLink link={node.link} shown={plainText(node.children)}>
          {children}
        </SafeLink>
      );
    }
    if (node.type === 'strong') return <strong>{children}</strong>;
    return node.type === 'em' ? <em>{children}</em> : <s>{children}</s>;
  });
}

function drawBlock(block: Block, words: Words): JSX.Element {
  switch (block.type) {
    case 'heading':
      return (
        <p class="heading">
          <strong>{drawInline(block.children)}</strong>
        </p>
      );
    case 'quote':
      return <blockquote>{block.children.map((part) => drawBlock(part, words))}</blockquote>;
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre dir="ltr" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          {item.map((part) =>
            part.type === 'paragraph' ? <span>{drawInline(part.children)}</span> : drawBlock(part, words),
          )}
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="table" tabIndex={0} aria-label={words.table}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell) => (
                  <th scope="col">{drawInline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td>{drawInline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      );
    default:
      return <p>{drawInline(block.children)}</p>;
  }
}

/** An answer, drawn from a parsed tree: no markup of the text ever reaches the document. */
export const Markdown = memo(({ text }: { text: string }) => {
  const words = useWords();
  return (
    <div class="markdown" dir="auto">
      {parseMarkdown(text).map((block) => drawBlock(block, words))}
    </div>
  );
});
