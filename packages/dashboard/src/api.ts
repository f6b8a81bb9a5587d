import type { ErrorBody, ErrorCode } from '@halo/wire/errors.ts';

/** An answer of the server that is not a success, or no answer at all (`code: 'unreachable'`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode | 'unreachable';
  readonly requestId: string | null;
  readonly details: Record<string, unknown>;
  /** Seconds after which trying again makes sense, when the server named them. */
  readonly retryAfter: number | null;

  constructor(status: number, body: Partial<ErrorBody>, retryAfter: number | null = null) {
    super(body.error ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = status === 0 ? 'unreachable' : (body.code ?? 'internal');
    this.requestId = body.request_id ?? null;
    this.details = body;
    this.retryAfter = retryAfter;
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;

/** The address below `/api/dashboard` of one workspace. Each part is encoded here and nowhere else. */
export function inWorkspace(workspaceId: string, ...parts: string[]): string {
  return `/api/dashboard/workspaces/${[workspaceId, ...parts].map(encodeURIComponent).join('/')}`;
}

/** Reads. Empty query values are left out. Throws `ApiError`. */
export function read<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return send<Answer>('GET', text ? `${path}?${text}` : path, undefined, signal);
}

/** Writes. Throws `ApiError`; a 204 answers undefined. */
export async function send<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  return (await readJson(await request(method, path, body, signal))) as Answer;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A success, its body not read yet. Throws `ApiError`. */
export async function request(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, {});
  }
  if (response.ok) return response;
  throw new ApiError(response.status, errorBody(await readJson(response)), retryAfterSeconds(response));
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** Sign-in's own errors come as `{ message, code }`; ours as `{ error, code, request_id }`. */
function errorBody(answer: unknown): Partial<ErrorBody> {
  if (typeof answer !== 'object' || answer === null) return {};
  const { message, ...rest } = answer as { message?: unknown } & Partial<ErrorBody>;
  return typeof message === 'string' && rest.error === undefined ? { ...rest, error: message } : rest;
}

function retryAfterSeconds(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}

/** What happened, what is safe, what to do: a sentence for any error, in Halo's words. */
export function kindSentence(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong on this page. Reload it; what was saved is safe.';
  switch (error.code) {
    case 'unreachable':
      return 'Halo cannot be reached. Nothing you typed is lost; check the connection and try again.';
    case 'sign_in_required':
      return 'You are signed out. Sign in again to go on.';
    case 'not_permitted':
      return 'You may not do this here. Ask an owner or an admin.';
    case 'not_found':
      return 'This does not exist, or not in this workspace.';
    case 'rate_limited':
      return `Too many tries. Wait ${waitWords(error.retryAfter)} and try again.`;
    case 'too_large':
      return 'This is too large to send. Shorten it and try again.';
    case 'busy':
    case 'not_ready':
      return `Halo is busy. Nothing was changed; try again in ${waitWords(error.retryAfter)}.`;
    case 'internal':
      return 'Halo failed to do this and has logged why. Try again; if it stays, pass on the request id.';
    default:
      return asSentence(error.message) || 'Halo refused this.';
  }
}

function waitWords(seconds: number | null): string {
  if (seconds === null) return 'a moment';
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) return '';
  const capital = trimmed[0]!.toUpperCase() + trimmed.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}
