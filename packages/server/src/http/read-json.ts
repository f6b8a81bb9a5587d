import { LIMITS } from '@halo/wire/limits.ts';
import { Refusal } from '../refusal.ts';

/** Bodies over a megabyte that this process holds at this moment, per workspace. */
const largeBodies = new Map<string, number>();

/**
 * The JSON of a request, bounded before it is parsed: `too_large` over `maxBytes`, `unsupported_media_type`,
 * `invalid_json` for bad syntax or nesting beyond 32. NUL and lone surrogates, which no database takes, become U+FFFD.
 */
export async function readJson(request: Request, maxBytes: number, workspaceId: string): Promise<unknown> {
  const type = request.headers.get('content-type');
  if (type && !/^(application\/([\w.-]+\+)?json|text\/plain)\b/i.test(type)) {
    throw new Refusal('unsupported_media_type', 'Send JSON with "Content-Type: application/json".');
  }
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  if (declared !== null && Number(declared) <= LIMITS.largeBodyBytes) return parse(await request.text());

  const held = largeBodies.get(workspaceId) ?? 0;
  if (held >= LIMITS.largeBodies) {
    throw new Refusal('rate_limited', 'Several large requests of this workspace are under way; send fewer at once.', {
      retry_after: 1,
    });
  }
  largeBodies.set(workspaceId, held + 1);
  try {
    return parse(await readCapped(request, maxBytes));
  } finally {
    const left = (largeBodies.get(workspaceId) ?? 1) - 1;
    if (left > 0) largeBodies.set(workspaceId, left);
    else largeBodies.delete(workspaceId);
  }
}

async function readCapped(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('too_large', `The body is over ${maxBytes.toLocaleString('en')} bytes; nothing was stored.`, {
    limit: maxBytes,
  });
}

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('invalid_json', 'The body is not valid JSON.');
  }
  // Escapes are the only way NUL or half a surrogate pair can be in parsed JSON, or raw halves decoded as U+FFFD.
  return /\\u(0000|[dD][89a-fA-F])/.test(text) ? clean(value, 0) : bounded(value, 0);
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= LIMITS.jsonDepth) throw tooDeep();
  for (const key in value) bounded((value as Record<string, unknown>)[key], depth + 1);
  return value;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= LIMITS.jsonDepth) throw tooDeep();
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item, depth + 1)]));
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

function tooDeep(): Refusal {
  return new Refusal('invalid_json', `JSON may be nested ${LIMITS.jsonDepth} levels deep at most.`);
}
