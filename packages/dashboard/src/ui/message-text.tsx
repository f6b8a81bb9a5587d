import type { Span } from './message-markup.ts';
import { linkHost, readMarkup } from './message-markup.ts';
import { safeLink } from './readable-value.ts';

/** What somebody wrote, with the markup chats use. Loads nothing remote; links show where they lead. */
export function MessageText({ body }: { body: string }) {
  return (
    <div dir="auto" className="flex flex-col gap-2 text-message break-words text-ink">
      {readMarkup(body).map((block, index) => {
        const key = `${index} ${block.type}`;
        if (block.type === 'code') {
          return (
            <pre
              key={key}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard cannot scroll it
              tabIndex={0}
              dir="ltr"
              className="overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 font-mono text-list"
            >
              {block.text}
            </pre>
          );
        }
        if (block.type === 'paragraph') {
          return (
            <p key={key} className="whitespace-pre-wrap">
              <Spans spans={block.spans} />
            </p>
          );
        }
        const List = block.ordered ? 'ol' : 'ul';
        return (
          <List key={key} className={`flex flex-col gap-1 ps-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
            {block.items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
              <li key={place}>
                <Spans spans={item} />
              </li>
            ))}
          </List>
        );
      })}
    </div>
  );
}

function Spans({ spans }: { spans: Span[] }) {
  return spans.map((span, index) => {
    const key = `${index} ${span.type}`;
    switch (span.type) {
      case 'strong':
        return (
          <strong key={key} className="font-strong">
            {span.text}
          </strong>
        );
      case 'emphasis':
        return <em key={key}>{span.text}</em>;
      case 'code':
        return (
          <code key={key} className="rounded-[4px] bg-sunken px-1 py-0.5 font-mono text-list">
            {span.text}
          </code>
        );
      case 'link':
        return <SafeLink key={key} {...span} />;
      default:
        return span.text;
    }
  });
}

function SafeLink({ text, href }: { text: string; href: string }) {
  const address = safeLink(href);
  if (!address) return text;
  const host = linkHost(text, address);
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      className="text-accent-ink underline underline-offset-2"
    >
      {text}
      {host && <span className="text-note text-ink-faint"> ({host})</span>}
    </a>
  );
}
