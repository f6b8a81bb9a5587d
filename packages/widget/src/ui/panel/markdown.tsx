import { type Block, type Inline, plainText } from '@halo/wire/markdown/markdown.ts';
import { readGrowingMarkdown } from '@halo/wire/markdown/read-growing-markdown.ts';
import { type Link, saysWhere } from '@halo/wire/markdown/read-link.ts';
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';
import { memo } from './memo.ts';

/** A link that shows where it leads, whatever its words say. */
export function SafeLink({ link, children, shown }: { link: Link; children: ComponentChildren; shown: string }) {
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer">
      {children}
      {!saysWhere(shown, link) && <span class="host"> {link.host}</span>}
    </a>
  );
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
          {item.map((part, index) =>
            part.type === 'paragraph' && index === 0 ? drawInline(part.children) : drawBlock(part, words),
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

/** A block that was drawn once is left alone while the answer grows behind it. */
const OneBlock = memo(({ block }: { block: Block }) => drawBlock(block, useWords()));

/** An answer, drawn from a parsed tree: no markup of the text ever reaches the document. */
export const Markdown = memo(({ text }: { text: string }) => {
  const read = useMemo(readGrowingMarkdown, []);
  return (
    <div class="markdown" dir="auto">
      {read(text).map((block) => (
        <OneBlock block={block} />
      ))}
    </div>
  );
});
