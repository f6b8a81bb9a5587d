import { type Block, type Inline, plainText } from '@halo/wire/markdown/markdown.ts';
import { parseMarkdown } from '@halo/wire/markdown/parse-markdown.ts';
import { type Link, saysWhere } from '@halo/wire/markdown/read-link.ts';
import { Fragment, memo, type ReactNode } from 'react';

/** What somebody wrote, with the marks chats use, as the widget shows it too. Loads nothing remote; links show where they lead. */
export const MessageText = memo(({ body }: { body: string }) => (
  <div dir="auto" className="flex flex-col gap-2 text-message break-words text-ink">
    <Blocks blocks={parseMarkdown(body)} />
  </div>
));

/** What scrolls must be reachable by keyboard. */
const SCROLLS = { tabIndex: 0 };

function Blocks({ blocks }: { blocks: Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
  return blocks.map((block, index) => <OneBlock key={index} block={block} />);
}

function OneBlock({ block }: { block: Block }) {
  switch (block.type) {
    case 'heading':
      return (
        <p className="font-strong">
          <Pieces nodes={block.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-2 border-s-2 border-line ps-3 text-ink-soft">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'code':
      return (
        <pre
          {...SCROLLS}
          dir="ltr"
          className="overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 font-mono text-list"
        >
          {block.text}
        </pre>
      );
    case 'rule':
      return <hr className="border-line" />;
    case 'list': {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
        <li key={index}>
          <ItemBlocks blocks={item} />
        </li>
      ));
      if (!block.ordered) return <ul className="flex list-disc flex-col gap-1 ps-5">{items}</ul>;
      return (
        <ol start={block.start} className="flex list-decimal flex-col gap-1 ps-5">
          {items}
        </ol>
      );
    }
    case 'table':
      return <Table block={block} />;
    default:
      return (
        <p className="whitespace-pre-wrap">
          <Pieces nodes={block.children} />
        </p>
      );
  }
}

/** An item's own words stand in its line; what else it holds stands below. */
function ItemBlocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => {
    const key = `${index} ${block.type}`;
    if (block.type === 'paragraph' && index === 0) return <Pieces key={key} nodes={block.children} />;
    return (
      <div key={key} className="mt-1">
        <OneBlock block={block} />
      </div>
    );
  });
}

function Table({ block }: { block: Extract<Block, { type: 'table' }> }) {
  return (
    <section {...SCROLLS} aria-label="Table" className="max-w-full overflow-x-auto">
      <table className="text-list">
        <thead>
          <tr className="border-b border-line">
            {block.head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
              <th key={index} scope="col" className="px-2 py-1 text-start font-strong">
                <Pieces nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
            <tr key={index} className="border-b border-line">
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
                <td key={place} className="px-2 py-1">
                  <Pieces nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Pieces({ nodes }: { nodes: Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
  return nodes.map((node, index) => <Fragment key={index}>{drawPiece(node)}</Fragment>);
}

function drawPiece(node: Inline): ReactNode {
  if (typeof node === 'string') return node;
  if (node.type === 'break') return <br />;
  if (node.type === 'code') {
    return (
      <code dir="ltr" className="rounded-[4px] bg-sunken px-1 py-0.5 font-mono text-list">
        {node.text}
      </code>
    );
  }
  const children = <Pieces nodes={node.children} />;
  if (node.type === 'link') {
    return (
      <SafeLink link={node.link} shown={plainText(node.children)} className="underline underline-offset-2">
        {children}
      </SafeLink>
    );
  }
  if (node.type === 'strong') return <strong className="font-strong">{children}</strong>;
  return node.type === 'em' ? <em>{children}</em> : <s>{children}</s>;
}

interface SafeLinkProps {
  link: Link;
  /** What its words say, as plain text. */
  shown: string;
  className?: string;
  children: ReactNode;
}

/** A link that shows where it leads, whatever its words say (safety P2). */
export function SafeLink({ link, shown, className, children }: SafeLinkProps) {
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer" className={`text-accent-ink ${className ?? ''}`}>
      {children}
      {!saysWhere(shown, link) && <span className="text-note text-ink-faint"> ({link.host})</span>}
    </a>
  );
}
