/** What a model is told about saying how sure it is. Nobody but Halo reads it. */
export const SAY_HOW_SURE = `How sure you are
- End every answer with a last line of exactly this form: [[confidence: N]], where N is a whole number from 0 (you could not help) to 100 (you are certain and the question is solved). It is removed before the customer reads your answer; never speak of it.`;

const MARK = /\s{0,60}\[\[\s*confidence\s*:\s*(\d{1,3})\s*%?\s*\]\]/giu;
/** The end of a piece that may turn out to be the beginning of a mark, with the blanks before it. */
const BEGINNING = /\s{0,60}(?:\[(?:\[(?:\s*[a-z]{0,10}\s*:?\s*\d{0,3}\s*%?\s*\]?)?)?)?$/iu;
const HELD = 60;

/**
 * Takes the mark of confidence out of an answer as it streams, wherever the pieces are cut. Call with each piece; what
 * is held back comes with the next, or with `rest`. `value` is what the last mark said, 0–100, or null.
 */
export function ownConfidence(): { next(piece: string): string; rest(): string; value(): number | null } {
  let held = '';
  let value: number | null = null;
  const without = (text: string) =>
    text.replace(MARK, (_mark, digits: string) => {
      value = Math.min(100, Number(digits));
      return '';
    });
  return {
    next(piece) {
      const text = without(held + piece);
      const tail = BEGINNING.exec(text.slice(-HELD))?.[0] ?? '';
      held = tail;
      return text.slice(0, text.length - tail.length);
    },
    rest() {
      const text = without(held);
      held = '';
      return value === null ? text : text.trimEnd();
    },
    value: () => value,
  };
}
