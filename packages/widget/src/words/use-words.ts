import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { words as english } from './en.ts';
import type { Words } from './words.ts';

export const WordsContext = createContext<Words>(english);

/** What the panel says, in the language of this page. */
export const useWords = (): Words => useContext(WordsContext);
