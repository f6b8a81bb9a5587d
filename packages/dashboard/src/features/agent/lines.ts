/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A number somebody typed; null for an empty field. */
export function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
