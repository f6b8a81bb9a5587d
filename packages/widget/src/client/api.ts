import { VERSION } from '../version.ts';
import { HaloError, stayWith } from './halo-error.ts';
import type { Page } from './page.ts';

/** How one call travels. Times are milliseconds. */
export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the call outlive the page, if its body is small. */
  keepalive?: boolean;
  /** How long to wait for the first byte of the answer. */
  timeout?: number;
}

/** Calls `/api/sdk`. Every failure is a `HaloError`. */
export interface Api {
  /** The answer once its head is there; only a 2xx comes back. */
  call(method: 'GET' | 'POST', path: string, options?: CallOptions): Promise<Response>;
  json<T>(method: 'GET' | 'POST', path: string, options?: CallOptions): Promise<T>;
  /** The server's clock in epoch milliseconds, exact to a second; `null` when it cannot be told. */
  time(orgId: string): Promise<number | null>;
}

const KEEPALIVE_CHARACTERS = 15_000;

/** Ends with either. A listener of our own on a signal that lives as long as the page would stay there for ever. */
function eitherOf(signal: AbortSignal | undefined, stop: AbortController): AbortSignal {
  if (!signal) return stop.signal;
  if ('any' in AbortSignal) return AbortSignal.any([signal, stop.signal]);
  if (signal.aborted) stop.abort();
  signal.addEventListener('abort', () => stop.abort());
  return stop.signal;
}

export function createApi(page: Page, apiUrl: string, apiKey: string): Api {
  const root = `${apiUrl}/api/sdk`;

  async function call(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Response> {
    const { signal } = options;
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    // Browsers refuse a larger body that is to outlive its page, as if the network were down.
    const keepalive = options.keepalive && (body ?? '').length < KEEPALIVE_CHARACTERS;
    const stop = new AbortController();
    const abort = () => stop.abort();
    const timer = setTimeout(abort, options.timeout ?? 30_000);
    const both = eitherOf(signal, stop);
    let response: Response;
    try {
      response = await page.fetch(root + path, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          'x-halo-sdk': VERSION,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        body,
        keepalive,
        credentials: 'omit',
        signal: both,
      });
    } catch (cause) {
      if (signal) stayWith(signal);
      throw new HaloError('network', cause instanceof Error ? cause.message : 'Halo could not be reached.');
    } finally {
      clearTimeout(timer);
    }
    if (signal) stayWith(signal);
    if (response.ok) return response;
    const answer = await response.json().catch(() => ({}));
    if (signal) stayWith(signal);
    throw new HaloError(
      String(answer?.code ?? 'internal'),
      String(answer?.error ?? `Halo answered ${response.status}.`),
      response.status,
      answer ?? {},
      Number(response.headers.get('retry-after')) || 0,
    );
  }

  return {
    call,
    async time(orgId) {
      const url = `${root}/config?org_id=${encodeURIComponent(orgId)}`;
      const answer = await page.fetch(url, { credentials: 'omit', cache: 'no-store' }).catch(() => null);
      return Date.parse(answer?.headers.get('date') ?? '') || null;
    },
    async json(method, path, options) {
      const response = await call(method, path, options);
      const answer = await response.json().catch(() => {
        if (options?.signal) stayWith(options.signal);
        throw new HaloError('network', 'The answer was cut off.');
      });
      if (options?.signal) stayWith(options.signal);
      return answer;
    },
  };
}
