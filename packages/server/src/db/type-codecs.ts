import type { PostgresType } from 'postgres';

/**
 * How values cross between PostgreSQL and Halo. Instants stay text, in ISO form with microseconds and `+00:00`, because
 * a JavaScript Date would lose digits; so do days. Whole numbers are numbers while that is exact, and text beyond.
 */
export const typeCodecs: Record<string, PostgresType> = {
  // Under the name and type of the driver's own codec, which would squeeze every bound text through a Date.
  date: { to: 1184, from: [1184], serialize: instantToText, parse: readInstant },
  instant: { to: 1114, from: [1114], serialize: instantToText, parse: readInstant },
  day: { to: 1082, from: [1082], serialize: dayToText, parse: (text: string) => text },
  bigint: { to: 20, from: [20], serialize: String, parse: readWholeNumber },
};

/** `2026-05-27 08:00:00.5+00`, as a UTC session prints it, to `2026-05-27T08:00:00.500000+00:00`. */
function readInstant(text: string): string {
  const parts = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00)?$/.exec(text);
  return parts ? `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(6, '0')}+00:00` : text;
}

function instantToText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function dayToText(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function readWholeNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
