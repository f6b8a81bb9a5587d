import type { words } from './en.ts';

/** What the panel says by itself, in one language. */
export type Words = Record<keyof typeof words, string>;
