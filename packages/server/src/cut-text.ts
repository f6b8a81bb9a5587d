/** The first `most` characters of a text, never ending in half of one. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  return head.isWellFormed() ? head : head.slice(0, -1);
}
