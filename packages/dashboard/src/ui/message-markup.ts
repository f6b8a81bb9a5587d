/** A message as blocks and spans. Only what people and models write in chats; everything else stays text. */
export type Block =
  | { type: 'paragraph'; spans: Span[] }
  | { type: 'list'; ordered: boolean; items: Span[][] }
  | { type: 'code'; text: string };

export type Span =
  | { type: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { type: 'link'; text: string; href: string };

const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.*)$/;
const SPAN =
  /`([^`\n]{1,500})`|\*\*([^*\n]{1,1000})\*\*|(?<![*\w])\*([^*\s][^*\n]{0,500}?)\*(?![*\w])|\[([^\]\n]{1,300})\]\((https?:\/\/[^\s)]{1,2000}|mailto:[^\s)]{1,300})\)|(https?:\/\/[^\s<>"']{1,2000})/g;

/** Reads markdown's chat-sized part. Never throws; unknown markup is shown as it was written. */
export function readMarkup(body: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let code: string[] | null = null;
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', spans: readSpans(paragraph.join('\n')) });
    paragraph = [];
  };
  for (const line of body.split('\n')) {
    if (line.trimStart().startsWith('```')) {
      if (code) blocks.push({ type: 'code', text: code.join('\n') });
      else endParagraph();
      code = code ? null : [];
      continue;
    }
    if (code) {
      code.push(line);
      continue;
    }
    const bullet = BULLET.exec(line);
    const item = bullet ?? NUMBER.exec(line);
    if (item) {
      endParagraph();
      const last = blocks.at(-1);
      const ordered = bullet === null;
      if (last?.type === 'list' && last.ordered === ordered) last.items.push(readSpans(item[1]!));
      else blocks.push({ type: 'list', ordered, items: [readSpans(item[1]!)] });
      continue;
    }
    if (line.trim() === '') {
      endParagraph();
      continue;
    }
    paragraph.push(line.replace(/^#{1,4}\s+(.*)$/, '**$1**'));
  }
  if (code) blocks.push({ type: 'code', text: code.join('\n') });
  endParagraph();
  return blocks;
}

function readSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) spans.push({ type: 'text', text: text.slice(end, match.index) });
    const [whole, code, strong, emphasis, linkText, linkHref, bare] = match;
    end = match.index + whole.length;
    if (code !== undefined) spans.push({ type: 'code', text: code });
    else if (strong !== undefined) spans.push({ type: 'strong', text: strong });
    else if (emphasis !== undefined) spans.push({ type: 'emphasis', text: emphasis });
    else if (linkText !== undefined) spans.push({ type: 'link', text: linkText, href: linkHref! });
    else {
      const href = bare!.replace(/[.,;:!?)\]]+$/, '');
      spans.push({ type: 'link', text: href, href });
      end -= bare!.length - href.length;
    }
  }
  if (end < text.length) spans.push({ type: 'text', text: text.slice(end) });
  return spans;
}

/** The host a link leads to, when its words do not already say so (safety P2). */
export function linkHost(text: string, href: string): string | null {
  try {
    const url = new URL(href);
    const host = url.host || url.pathname;
    return text.toLowerCase().includes(host.toLowerCase()) ? null : host;
  } catch {
    return null;
  }
}
