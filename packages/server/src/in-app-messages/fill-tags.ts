import { cutText } from '../cut-text.ts';

/** What a merge tag may say: a value and whether anything proves it. */
export interface TagValue {
  text: string;
  claimed: boolean;
}

/** `{{ name }}`, `{{ name | fallback }}`. */
const TAG = /\{\{\s*([\w.-]{1,100})\s*(?:\|([^{}]{0,200}))?\}\}/g;
/** Anything that a reader, or a mail program, would take for an address. */
const ADDRESS = /:\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,}\b/i;
const CLAIMED_CHARACTERS = 80;
const MOST_CHARACTERS = 200;
const MARKS = /[\\`*_{}[\]()#+\-.!|~<>:/]/g;

/**
 * A text with its merge tags filled. A claimed value is cut at 80 characters, and gives way to the fallback when it holds
 * an address, so that nobody can have the team say where to go. Of `markdown` every mark a value holds is plain text.
 */
export function fillTags(text: string, tagValue: (tag: string) => TagValue | null, markdown: boolean): string {
  return text.replaceAll(TAG, (_, tag: string, fallback: string | undefined) => {
    const other = (fallback ?? '').trim();
    const found = tagValue(tag);
    const value = found?.text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
    if (!found || !value || (found.claimed && ADDRESS.test(value))) return other;
    const short = cutText(value, found.claimed ? CLAIMED_CHARACTERS : MOST_CHARACTERS);
    return markdown ? short.replaceAll(MARKS, String.raw`\$&`) : short;
  });
}
