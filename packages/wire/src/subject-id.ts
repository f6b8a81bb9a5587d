import { LIMITS } from './limits.ts';

/** Words that reach us as ids only through a bug in the caller's code (identity §2). Compared in lower case. */
const BUG_WORDS = new Set([
  'null',
  'undefined',
  'nan',
  'none',
  'true',
  'false',
  '[object object]',
  '0',
  '-1',
  'guest',
  'user',
  'user_id',
  'id',
  'email',
  'distinct_id',
  'not_authenticated',
  '00000000-0000-0000-0000-000000000000',
]);

export type SubjectId = { ok: true; id: string } | { ok: false; why: string };

/**
 * A user id as Halo compares it: exactly, with safe integers as their decimal string.
 * `"anonymous"` is a good id here; callers decide what nobody means (identity I7).
 */
export function readUserId(value: unknown): SubjectId {
  const read = readCompanyId(value);
  if (read.ok && BUG_WORDS.has(read.id.trim().toLowerCase())) {
    return { ok: false, why: `"${read.id}" is a placeholder, not a user id` };
  }
  return read;
}

/** A company id: the same shape as a user id, without the list of words. */
export function readCompanyId(value: unknown): SubjectId {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      return { ok: false, why: 'this number is not a safe integer; send it as a string' };
    return { ok: true, id: String(value) };
  }
  if (typeof value !== 'string') return { ok: false, why: 'an id is a string or a safe integer' };
  if (value.trim() === '') return { ok: false, why: 'the id is blank' };
  if (value.length > LIMITS.idCharacters)
    return { ok: false, why: `the id is longer than ${LIMITS.idCharacters} characters` };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value)) return { ok: false, why: 'the id holds a control character' };
  // The door has already turned NUL and lone surrogates into U+FFFD.
  if (!value.isWellFormed() || value.includes('\ufffd')) return { ok: false, why: 'the id is not well-formed Unicode' };
  return { ok: true, id: value };
}
