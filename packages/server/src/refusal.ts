import type { ErrorCode } from '@halo/wire/errors.ts';
import { isDatabaseUnavailable } from './db/database-unavailable.ts';

/** A clear no to a caller: `code` decides the HTTP status, `details` stand beside it in the body. Never a bug. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/**
 * The refusal a thrown thing stands for: itself when it is one, `not_ready` when the database cannot be reached,
 * null when it is a bug.
 */
export function refusalFor(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  if (isDatabaseUnavailable(thrown)) return databaseAway(thrown);
  return null;
}

/** What callers are told while the database restarts or cannot be reached; repeating the call is safe. */
export function databaseAway(cause: unknown): Refusal {
  return new Refusal(
    'not_ready',
    'The database cannot be reached just now. Please try again.',
    { retry_after: 1 },
    { cause },
  );
}

/** Halo cannot start as it was asked to. The message is one line for the operator, to be printed without a stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
