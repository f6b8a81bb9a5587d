import type { SpokenPart } from './speak.ts';

// The controls but tab and newline: one of them frames the actions of a stream.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what goes
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Cleans text as it streams: no control character but tab and newline, and never half of a character, wherever the
 * pieces are cut. Call with each piece; what is held back comes with the next, or with `rest`.
 */
export function cleanStream(): { next(piece: string): string; rest(): string } {
  let held = '';
  return {
    next(piece) {
      const text = held + piece.replace(CONTROLS, '');
      held = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
      return text.slice(0, text.length - held.length).toWellFormed();
    },
    rest() {
      const text = held.toWellFormed();
      held = '';
      return text;
    },
  };
}

/** The same parts, their text cleaned. */
export async function* cleanParts(parts: AsyncGenerator<SpokenPart>): AsyncGenerator<SpokenPart> {
  const clean = cleanStream();
  for await (const part of parts) {
    if (part.type !== 'text') yield part;
    else yield* said(clean.next(part.text));
  }
  yield* said(clean.rest());
}

function* said(text: string): Generator<SpokenPart> {
  if (text) yield { type: 'text', text };
}
