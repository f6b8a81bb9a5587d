import { cleanLine } from '../prompt/clean-line.ts';

const TITLES = /^(?:dr|mr|mrs|ms|mx|miss|prof|professor|sir|madam|herr|frau|mme|mlle)\.?$/i;

/** The first name to greet somebody by, or null when what is stored as a name is none: an address, a link, a number. */
export function firstNameOf(name: unknown): string | null {
  if (typeof name !== 'string') return null;
  const clean = cleanLine(name, 120);
  const [last, first] = clean.split(/,\s*/);
  const word = (first || last || '').split(/\s+/).find((part) => part && !TITLES.test(part));
  return word && word.length <= 40 && /^[\p{L}\p{M}][\p{L}\p{M}'’.-]*$/u.test(word) ? word : null;
}
