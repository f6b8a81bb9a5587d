/** The most characters one key, label, name or trait value may take in a prompt. */
const LINE_CHARACTERS = 500;

const ELLIPSIS = '…';
// A line break with the blanks around it. NEL, LS and PS are line breaks to some readers.
const LINE_BREAKS = /[^\S\r\n\u0085\u2028\u2029]*[\r\n\v\f\u0085\u2028\u2029]\s*/g;
// Zero-width, bidirectional, variation selectors, tag characters, soft hyphens and interlinear marks.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const CONTROLS = /\p{Cc}/gu;
const CONTROLS_BUT_LAYOUT = /[^\P{Cc}\n\t]/gu;
// What opens or closes anything a model may take for structure: tags, our fences, chat-template tokens.
const TAG_OPENING = /<(?=\s*[/|]|[!?<a-z_])/gi;
const TEMPLATE_TOKEN = /<(?=\s*\|)|\[(?=\/?(?:INST|SYS|TOOL_CALLS?)\b)/gi;
const OUR_FENCE = /<(?=\s*\/?\s*halo[\s_-]*data)/gi;
const CODE_FENCE = /`{3,}|~{3,}/g;
const IMAGE = /!(?=\[)/g;

/**
 * Makes text that came from outside safe on one line of a prompt: line breaks become spaces, control, zero-width and
 * bidirectional characters go, tags, fences and remote images lose their meaning, and what is longer than `most`
 * characters is cut with an ellipsis.
 */
export function cleanLine(text: string, most: number = LINE_CHARACTERS): string {
  const line = bounded(text, most)
    .replace(LINE_BREAKS, ' ')
    .replace(/\t/g, ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(TAG_OPENING, '‹')
    .replace(OUR_FENCE, '‹')
    .replace(TEMPLATE_TOKEN, '‹')
    .replace(CODE_FENCE, "'''")
    .replace(IMAGE, '! ')
    .trim();
  return cut(line, most);
}

/** The same for text of several lines, such as an article or a tool's result: lines, tabs and code stay. */
export function cleanText(text: string, most: number): string {
  const lines = bounded(text, most)
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS_BUT_LAYOUT, '')
    .replace(INVISIBLE, '')
    .replace(TEMPLATE_TOKEN, '‹')
    .replace(OUR_FENCE, '‹')
    .trim();
  return cut(lines, most);
}

/** Cleans text for a place inside square brackets, such as a section's header. */
export function cleanHeader(text: string): string {
  return cleanLine(text).replaceAll('[', '(').replaceAll(']', ')');
}

/** Cuts text to at most `most` characters, never through a character, with an ellipsis as the last one. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}${ELLIPSIS}`;
}

/** Long input is cut before the passes over it; twice the room is left for what they remove. */
function bounded(text: string, most: number): string {
  return text.slice(0, most * 2 + 1_000).toWellFormed();
}
