import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { isPublicAddress } from './outside-address.ts';

export type OutsideFault = 'not_allowed' | 'too_large' | 'timeout' | 'too_many_redirects' | 'failed';

/** Why a URL from data was not fetched. The message names no address, so that it tells a stranger nothing. */
export class OutsideError extends Error {
  readonly fault: OutsideFault;

  constructor(fault: OutsideFault, message: string) {
    super(message);
    this.name = 'OutsideError';
    this.fault = fault;
  }
}

export interface OutsideRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent to the origin of `url` only: a redirect elsewhere loses them. */
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  maxBytes: number;
  /** False: a redirect is an answer like any other. Followed unless told. */
  followRedirects?: boolean;
  /** For everything together: names, redirects, body. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** How a name becomes addresses. The system's resolver, but in tests. */
  resolve?: (name: string) => Promise<LookupAddress[]>;
}

export interface OutsideAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Uint8Array;
  /** Where the answer came from, after redirects. */
  url: string;
}

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * The one door for URLs that came from data (safety O1): https on ports 80 and 443, the name resolved once and the
 * connection pinned to that address, nothing private, at most three redirects each checked anew and followed for GET
 * only, bounded in time and bytes, with no credentials but the caller's own headers. `config.outsideAllow` names the
 * exceptions. Throws `OutsideError`; a status like 404 is an answer, not an error.
 */
export async function fetchOutside(
  deps: { config: Pick<Config, 'outsideAllow'> },
  url: string,
  request: OutsideRequest,
): Promise<OutsideAnswer> {
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  try {
    return await follow(deps.config.outsideAllow, url, request, signal);
  } catch (error) {
    if (error instanceof OutsideError) throw error;
    if (deadline.aborted) throw new OutsideError('timeout', 'The address did not answer in time.');
    throw new OutsideError('failed', 'The address could not be reached.');
  }
}

/**
 * The same door for a library that speaks `fetch` and reads its answer as it comes: every rule but the bounds, which
 * are the caller's signal to hold; no redirect is followed, so that a key goes nowhere but where it was meant for.
 */
export function outsideFetch(deps: { config: Pick<Config, 'outsideAllow'> }): typeof fetch {
  return async (input, init) => {
    const { outsideAllow } = deps.config;
    const url = checkOutsideUrl(input instanceof Request ? input.url : String(input), outsideAllow);
    const signal = init?.signal ?? new AbortController().signal;
    const address = await pin(url, outsideAllow, resolveName, signal);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? init.body : undefined;
    const outgoing = open(url, address, init?.method ?? 'GET', headers, signal);
    return new Promise<Response>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 502;
        const type = incoming.headers['content-type'] ?? 'application/octet-stream';
        const stream = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
        const bodyless = status === 204 || status === 205 || status === 304;
        const wait = incoming.headers['retry-after'];
        const headers = { 'content-type': type, ...(wait && { 'retry-after': wait }) };
        resolve(new Response(bodyless ? null : stream, { status, headers }));
      });
      outgoing.end(body);
    });
  };
}

async function follow(allowed: string[], first: string, request: OutsideRequest, signal: AbortSignal) {
  const method = request.method ?? 'GET';
  let url = checkOutsideUrl(first, allowed);
  const { origin } = url;
  for (let redirects = 0; ; redirects += 1) {
    const address = await pin(url, allowed, request.resolve ?? resolveName, signal);
    const hop = url.origin === origin ? request : { ...request, headers: undefined };
    const answer = await send(url, address, method, hop, signal);
    const location = answer.headers.location;
    if (request.followRedirects === false || method !== 'GET' || !REDIRECTS.has(answer.status) || !location)
      return answer;
    if (redirects >= MAX_REDIRECTS) throw new OutsideError('too_many_redirects', 'The address redirects too often.');
    if (!URL.canParse(location, url.href)) throw new OutsideError('failed', 'The address redirects to no address.');
    url = checkOutsideUrl(new URL(location, url).href, allowed);
  }
}

function isException(url: URL, allowed: string[]): boolean {
  return allowed.includes(url.host) || allowed.includes(url.hostname);
}

/** Whether a URL from data may be asked for at all; what its name leads to shows when it is. Throws `OutsideError`. */
export function checkOutsideUrl(text: string, allowed: string[]): URL {
  if (!URL.canParse(text)) throw new OutsideError('not_allowed', 'This is not a URL.');
  const url = new URL(text);
  if (url.username || url.password) throw new OutsideError('not_allowed', 'A URL with a user name is not fetched.');
  if (isException(url, allowed) && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  if (url.protocol !== 'https:') throw new OutsideError('not_allowed', 'Only https URLs are fetched.');
  if (url.port !== '' && url.port !== '80') throw new OutsideError('not_allowed', 'Only ports 80 and 443 are fetched.');
  return url;
}

const resolveName = (name: string) => lookup(name, { all: true, verbatim: true });

/** The one address this hop may connect to. One private address among several refuses the whole name. */
async function pin(url: URL, allowed: string[], resolve: typeof resolveName, signal: AbortSignal) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const kind = isIP(host);
  const addresses = kind ? [{ address: host, family: kind }] : await unlessAborted(resolve(host), signal);
  const [first] = addresses;
  const open = isException(url, allowed) || addresses.every(({ address }) => isPublicAddress(address));
  if (!first || !open) throw new OutsideError('not_allowed', 'This address is not on the public internet.');
  return first;
}

/** A name look-up cannot be cancelled; its late answer is ignored. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

type LookedUp = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function open(
  url: URL,
  pinned: LookupAddress,
  method: string,
  headers: Record<string, string> | undefined,
  signal: AbortSignal,
) {
  const { request } = url.protocol === 'https:' ? https : http;
  return request(url, {
    method,
    signal,
    // An agent of its own: no pooled connection to another address, no proxy from the environment.
    agent: false,
    headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Halo' },
    lookup: (_name: string, options: LookupOptions, done: LookedUp) =>
      options.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family),
  });
}

function send(url: URL, pinned: LookupAddress, method: string, request: OutsideRequest, signal: AbortSignal) {
  return new Promise<OutsideAnswer>((resolve, reject) => {
    const outgoing = open(url, pinned, method, request.headers, signal);
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        chunks.push(chunk);
        if (size <= request.maxBytes) return;
        reject(new OutsideError('too_large', `The answer is over ${request.maxBytes} bytes.`));
        outgoing.destroy();
      });
      incoming.on('error', reject);
      incoming.on('close', () => {
        if (!incoming.complete) reject(new OutsideError('failed', 'The answer was cut off.'));
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
          url: url.href,
        });
      });
    });
    outgoing.end(request.body);
  });
}
