import { cleanText } from './clean-line.ts';

/** What stands inside a fence. The rules of the system text declare all of them to be data. */
export type FenceKind = 'customer' | 'behavior' | 'knowledge' | 'history' | 'tool result';

/** Puts cleaned text between the marks of a fence; empty text has no fence. Cleaning keeps these marks out of data. */
export function fence(kind: FenceKind, cleaned: string): string {
  return cleaned && `<halo_data kind="${kind}">\n${cleaned}\n</halo_data>`;
}

/** The result of a tool as the model may see it: cleaned, cut at `most` characters, fenced. */
export function fenceToolResult(result: string, most: number = 8_000): string {
  return fence('tool result', cleanText(result, most) || '(empty)');
}
