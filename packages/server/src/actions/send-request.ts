import type { Deps } from '../deps.ts';
import { fetchOutside, OutsideError } from '../fetch-outside.ts';
import { type Action, sealedTo } from './action.ts';
import { findActionSecrets } from './action-store.ts';
import { CallRefused } from './call.ts';
import type { ActionRequest } from './request.ts';
import { openHeaders } from './seal-headers.ts';
import { SIGNATURE_HEADER, signRequest } from './signature.ts';

/** What came of a request. `text` is null for what cannot be read, and where nothing came. */
export interface ActionAnswer {
  outcome: 'done' | 'failed';
  reason: string | null;
  status: number | null;
  ms: number;
  text: string | null;
}

/**
 * Sends what an action asks for through the one door for outside addresses: signed, within its bounds, and to the host
 * its operator named, so that no redirect is followed. Never throws for what the other side does.
 */
export async function sendRequest(
  deps: Pick<Deps, 'db' | 'secrets' | 'config' | 'now'>,
  action: Action,
  request: ActionRequest,
  key: string,
): Promise<ActionAnswer> {
  const headers = await headersOf(deps, action, request, key);
  const began = performance.now();
  const answer = await fetchOutside(deps, request.url, {
    method: request.method,
    headers,
    ...(request.body !== null && { body: request.body }),
    maxBytes: action.maxKilobytes * 1_000,
    timeoutMs: action.timeoutSeconds * 1_000,
    followRedirects: false,
  }).catch((error: unknown) => {
    if (error instanceof OutsideError) return error;
    throw error;
  });
  const ms = Math.round(performance.now() - began);
  if (answer instanceof OutsideError) return { outcome: 'failed', reason: answer.fault, status: null, ms, text: null };
  const { status } = answer;
  const good = status >= 200 && status < 300;
  const text = readBody(answer.body, answer.headers['content-type']);
  return { outcome: good ? 'done' : 'failed', reason: good ? null : 'status', status, ms, text };
}

async function headersOf(
  deps: Pick<Deps, 'db' | 'secrets' | 'now'>,
  action: Action,
  request: ActionRequest,
  key: string,
): Promise<Record<string, string>> {
  const { workspaceId, id } = action;
  const sealed = await findActionSecrets(deps.db.sql, workspaceId, id);
  if (!sealed) throw new CallRefused('gone');
  const now = deps.now();
  const open = (secret: Uint8Array) => deps.secrets.open(Buffer.from(secret), sealedTo(action, 'secret'));
  const { formerSecretSealed: former, formerSecretUntil: until } = sealed;
  const secrets = [open(sealed.secretSealed)];
  if (former && until && Date.parse(until) > now.getTime()) secrets.push(open(former));
  return {
    accept: 'application/json',
    ...Object.fromEntries(action.headers.map(({ name, value }) => [name.toLowerCase(), value])),
    ...Object.fromEntries(
      openHeaders(deps, action, sealed.headersSealed).map(({ name, value }) => [name.toLowerCase(), value]),
    ),
    ...(request.body !== null && { 'content-type': 'application/json' }),
    'idempotency-key': key,
    [SIGNATURE_HEADER]: signRequest(secrets, request, now),
  };
}

/** JSON on one line, so that escapes hide nothing from whoever cleans it; plain text as it is; null for anything else. */
function readBody(bytes: Uint8Array, type = ''): string | null {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.trim() === '') return '';
  if (/^text\/plain\b/i.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}
