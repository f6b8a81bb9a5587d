import { LIMITS } from '@halo/wire/limits.ts';

export type CleanJson = { ok: true; value: unknown } | { ok: false; fault: 'syntax' | 'depth' };

/**
 * JSON from outside, as all rooms take it: nested 32 levels at most, and with U+FFFD for NUL and lone surrogates in keys
 * and values, which no database takes (identity T10). Never throws; a key named `__proto__` stays a key.
 */
export function parseCleanJson(text: string): CleanJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'syntax' };
  }
  if (!isShallow(value, 0)) return { ok: false, fault: 'depth' };
  // Escapes are the only way NUL or half a surrogate pair can be in parsed JSON, or raw halves decoded as U+FFFD.
  return { ok: true, value: /\\u(0000|[dD][89a-fA-F])/.test(text) ? clean(value) : value };
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= LIMITS.jsonDepth) return false;
  for (const key in value) if (!isShallow((value as Record<string, unknown>)[key], depth + 1)) return false;
  return true;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clean);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item)]));
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}
