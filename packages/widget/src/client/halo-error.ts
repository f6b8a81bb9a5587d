/**
 * Why a call to Halo failed. `code` is the server's own (`identity_expired`, `reserved_traits`, …) or one of ours:
 * `network` (no answer came), `superseded` (the user changed meanwhile), `identity_paused` (proof is being waited for).
 */
export class HaloError extends Error {
  readonly code: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What the answer said besides: `reserved_keys`, `request_id`, … */
  readonly details: Record<string, unknown>;
  /** Seconds the server asked us to wait, if it did. */
  readonly retryAfter: number;

  constructor(code: string, message: string, status = 0, details: Record<string, unknown> = {}, retryAfter = 0) {
    super(message);
    this.name = 'HaloError';
    this.code = code;
    this.status = status;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

/** Any thrown thing as a `HaloError`. Told by name: loader and panel are two files, each with a class of its own. */
export function toHaloError(cause: unknown): HaloError {
  if ((cause as HaloError | null)?.name === 'HaloError') return cause as HaloError;
  return new HaloError('network', cause instanceof Error ? cause.message : String(cause));
}

/** True when repeating the same call later may work: no answer, 408, 429, 5xx. */
export function isTemporary(error: HaloError): boolean {
  return (
    (error.status === 0 && error.code === 'network') ||
    error.status === 408 ||
    error.status === 429 ||
    error.status >= 500
  );
}

/** True for the refusals that a fresh token may cure (verification.md, Refusals). */
export function isIdentityRefusal(error: HaloError): boolean {
  return error.status === 403 && error.code.startsWith('identity_');
}

/**
 * To be called after every wait, with the signal from before it: what was begun for one person ends here when another
 * one has come. Throws `superseded`.
 */
export function stayWith(signal: AbortSignal): void {
  if (signal.aborted) throw new HaloError('superseded', 'The user changed before Halo answered.');
}

/** Milliseconds before the next try: growing, random, at most about 45 s, and never less than the server asked. */
export function retryDelay(attempt: number, error?: HaloError): number {
  const growing = Math.min(30_000, 1_000 * 2 ** attempt) * (0.5 + Math.random());
  return Math.max(growing, (error?.retryAfter ?? 0) * 1_000);
}
