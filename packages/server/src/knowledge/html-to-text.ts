import { Parser } from 'htmlparser2';
import type { ReadText } from './source.ts';

/** What is not for reading, or not of this page. */
const SKIPPED = new Set(
  'script style noscript template svg math iframe object embed canvas audio video form button select nav footer aside dialog head'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'p div section article main header ul ol table tr blockquote dl dt dd figure figcaption hr address details summary'.split(
    ' ',
  ),
);

/** The readable text of a page as markdown: headings, lists, code. Nothing of it is run and nothing is loaded. */
export function htmlToText(html: string): ReadText {
  const whole = readPart(html, null);
  const main = readPart(html, 'main') ?? readPart(html, 'article');
  const part = main && main.text.length >= 200 ? main : whole;
  const text = part?.text ?? '';
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? null;
  return { title: whole?.title || heading, text };
}

/** Reads what stands inside the first element of that name, or the whole page; null when there is none. */
function readPart(html: string, only: 'main' | 'article' | null): ReadText | null {
  let text = '';
  let title = '';
  let skip = 0;
  let inTitle = false;
  let inPre = 0;
  let inside = only === null ? 1 : 0;
  let isOver = false;
  const isHeard = () => inside > 0 && !isOver && skip === 0;
  const line = (mark = '\n') => {
    if (isHeard() && !text.endsWith(mark) && text !== '') text += mark;
  };
  const parser = new Parser({
    onopentag(name) {
      if (name === 'title' && title === '') inTitle = true;
      if (name === only) inside += 1;
      if (SKIPPED.has(name)) skip += 1;
      const level = /^h([1-6])$/.exec(name)?.[1];
      if (level && isHeard()) text = `${text.trimEnd()}\n\n${'#'.repeat(Number(level))} `;
      else if (name === 'li') {
        line();
        if (isHeard()) text += '- ';
      } else if (name === 'pre' && isHeard()) {
        inPre += 1;
        text = `${text.trimEnd()}\n\n\`\`\`\n`;
      } else if (name === 'br') line();
      else if (name === 'td' || name === 'th') {
        if (isHeard()) text += ' ';
      } else if (BLOCKS.has(name)) line('\n\n');
    },
    ontext(said) {
      if (inTitle) title += said;
      else if (isHeard()) text += inPre > 0 ? said : glued(text, said);
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
      if (name === 'pre' && inPre > 0) {
        inPre -= 1;
        text = `${text.trimEnd()}\n\`\`\`\n\n`;
      } else if (/^h[1-6]$/.test(name) || BLOCKS.has(name)) line('\n\n');
      else if (name === 'li') line();
      if (SKIPPED.has(name) && skip > 0) skip -= 1;
      if (name === only && inside > 0) {
        inside -= 1;
        isOver ||= inside === 0;
      }
    },
  });
  parser.write(html);
  parser.end();
  const read = text.replace(/\n{3,}/g, '\n\n').trim();
  if (only !== null && read === '') return null;
  return { title: title.replace(/\s+/g, ' ').trim(), text: read };
}

/** Text with its blanks run together; none at the start of a line. */
function glued(before: string, said: string): string {
  const run = said.replace(/\s+/g, ' ');
  return run.startsWith(' ') && /(?:^|\s)$/.test(before.slice(-1)) ? run.slice(1) : run;
}
