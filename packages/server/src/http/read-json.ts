import { LIMITS } from '@halo/wire/limits.ts';
import { parseCleanJson } from '../clean-json.ts';
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
  if (declared !== null && Number(declared) <= LIMITS.largeBodyBytes)
    return parse(await request.text().catch(brokenOff));

  const slot = largeBodySlot(workspaceId);
  if (declared !== null) slot.take();
  try {
    return parse(await readCapped(request, maxBytes, slot.take).catch(brokenOff));
  } finally {
    slot.release();
  }
}

/** A place among the large bodies of a workspace: taken once, at the latest when a body of unknown size turns out large. */
function largeBodySlot(workspaceId: string) {
  let taken = false;
  return {
    take() {
      if (taken) return;
      const held = largeBodies.get(workspaceId) ?? 0;
      if (held >= LIMITS.largeBodies) {
        throw new Refusal(
          'rate_limited',
          'Several large requests of this workspace are under way; send fewer at once.',
          { retry_after: 1 },
        );
      }
      largeBodies.set(workspaceId, held + 1);
      taken = true;
    },
    release() {
      if (!taken) return;
      const left = (largeBodies.get(workspaceId) ?? 1) - 1;
      if (left > 0) largeBodies.set(workspaceId, left);
      else largeBodies.delete(workspaceId);
    },
  };
}

async function readCapped(request: Request, maxBytes: number, whenLarge: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    if (size > LIMITS.largeBodyBytes) whenLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The caller went away in the middle: nobody's bug. */
function brokenOff(error: unknown): never {
  throw error instanceof Refusal ? error : new Refusal('invalid_request', 'The body broke off.');
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('too_large', `The body is over ${maxBytes.toLocaleString('en')} bytes; nothing was stored.`, {
    limit: maxBytes,
  });
}

function parse(text: string): unknown {
  const read = parseCleanJson(text);
  if (read.ok) return read.value;
  throw new Refusal(
    'invalid_json',
    read.fault === 'depth'
      ? `JSON may be nested ${LIMITS.jsonDepth} levels deep at most.`
      : 'The body is not valid JSON.',
  );
}
