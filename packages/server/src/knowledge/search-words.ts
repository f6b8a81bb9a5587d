/** Runs of scripts that put no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

const COMPOUND = /\p{L}*\p{Ll}\p{Lu}\p{L}*/gu;

/**
 * A text as the words that search knows, with blanks between them: marks and links fall apart into their words,
 * `camelCase` counts whole and in parts, and scripts without blanks in pairs of characters.
 */
export function searchWords(text: string): string {
  return plainWords(text).replace(COMPOUND, (word) => `${word} ${word.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')}`);
}

/** How many words of a text `searchWords` counts twice, whole and in parts. */
export function compoundsIn(text: string): number {
  return text.match(COMPOUND)?.length ?? 0;
}

/** The same with every word as it is written. */
function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(UNSPACED, (run) => ` ${inPairs(run)} `)
    .trim();
}

function inPairs(run: string): string {
  const characters = [...run];
  if (characters.length < 2) return run;
  return characters
    .slice(1)
    .map((character, index) => characters[index]! + character)
    .join(' ');
}

/** Words of questions that say nothing about their matter and that dictionaries keep. */
const FILLER = new Set(
  `please want need would like help could possible way able tell know get got make use using used there something anything
  somehow anyone try trying hi hello hey thanks thank also really actually one im id ive dont doesnt cant whats hows should
  exactly just let say question wonder wondering`.split(/\s+/),
);

/** The words of a question that say what it is about; all of them when none is left. */
export function askedWords(question: string): string {
  const words = plainWords(question).split(' ');
  const kept = words.filter((word) => !FILLER.has(word.toLowerCase()));
  return (kept.length > 0 ? kept : words).slice(0, 60).join(' ');
}
