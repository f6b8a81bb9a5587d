import { Refusal } from './refusal.ts';

/** A place in a list as callers carry it: opaque to them, the sort key of the last row to us. */
export function encodeCursor(parts: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What one part of a cursor must look like. */
interface Pattern {
  test(text: string): boolean;
}

/** Reads a cursor back, part by part as `shape` says; a cursor is input and is judged as such (`invalid_request`). */
export function decodeCursor(cursor: string, shape: readonly Pattern[]): (string | null)[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw badCursor();
  }
  if (!Array.isArray(parts) || parts.length !== shape.length) throw badCursor();
  for (const [index, part] of parts.entries()) {
    if (part !== null && !(typeof part === 'string' && shape[index]!.test(part))) throw badCursor();
  }
  return parts;
}

/** The usual cursor: a row's instant and its id. Null for the first page. */
export function decodeTimeCursor(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at, id] = decodeCursor(cursor, [INSTANT, UUID]);
  if (at == null || id == null) throw badCursor();
  return { at, id };
}

/** A page of rows read with one row more than asked for: that row only tells whether there is a next page. */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  key: (row: Row) => readonly (string | null)[],
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}

/** An instant as the database writes it, of a day that the calendar has. */
export const INSTANT: Pattern = {
  test(text) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/.test(text) || text.startsWith('0000')) return false;
    const at = new Date(text);
    return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text.slice(0, 10);
  },
};
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function badCursor(): Refusal {
  return new Refusal('invalid_request', 'cursor: not a cursor of this list; start again without one.', {
    path: 'cursor',
  });
}
