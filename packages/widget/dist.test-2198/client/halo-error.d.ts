/**
 * Why a call to Halo failed. `code` is the server's own (`identity_expired`, `reserved_traits`, …) or one of ours:
 * `network` (no answer came), `superseded` (the user changed meanwhile), `identity_paused` (proof is being waited for).
 */
export declare class HaloError extends Error {
    readonly code: string;
    /** The HTTP status; 0 when no answer came. */
    readonly status: number;
    /** What the answer said besides: `reserved_keys`, `request_id`, … */
    readonly details: Record<string, unknown>;
    /** Seconds the server asked us to wait, if it did. */
    readonly retryAfter: number;
    constructor(code: string, message: string, status?: number, details?: Record<string, unknown>, retryAfter?: number);
}
/** Any thrown thing as a `HaloError`. Told by name: loader and panel are two files, each with a class of its own. */
export declare function toHaloError(cause: unknown): HaloError;
/** True when repeating the same call later may work: no answer, 408, 429, 5xx. */
export declare function isTemporary(error: HaloError): boolean;
/** True for the refusals that a fresh token may cure (verification.md, Refusals). */
export declare function isIdentityRefusal(error: HaloError): boolean;
/**
 * To be called after every wait, with the signal from before it: what was begun for one person ends here when another
 * one has come. Throws `superseded`.
 */
export declare function stayWith(signal: AbortSignal): void;
/** Milliseconds before the next try: growing, random, at most about 45 s, and never less than the server asked. */
export declare function retryDelay(attempt: number, error?: HaloError): number;
