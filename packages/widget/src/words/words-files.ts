import type { WordsFile } from '../files.ts';
import type { Language } from './language.ts';

/** How a bundler finds each language: written out, since it must see every file's name. */
export const WORDS_FILES: Record<Exclude<Language, 'en'>, () => Promise<WordsFile>> = {
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  it: () => import('./it.ts'),
  pt: () => import('./pt.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  ja: () => import('./ja.ts'),
  ar: () => import('./ar.ts'),
  he: () => import('./he.ts'),
};
