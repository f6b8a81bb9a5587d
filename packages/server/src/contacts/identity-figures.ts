/** The figures of the identity mode look at today and the six days before. */
export const FIGURE_DAYS = 7;

/** The days the figures look at, in a zone, oldest first: `2026-05-27`. */
export function figureDays(now: Date, zone: string): string[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  const at = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: FIGURE_DAYS }, (_, day) =>
    new Date(at - (FIGURE_DAYS - 1 - day) * 86_400_000).toISOString().slice(0, 10),
  );
}
