/** A user or company id as text, or `null` for what can only be a bug. Which texts are good, the server judges. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
