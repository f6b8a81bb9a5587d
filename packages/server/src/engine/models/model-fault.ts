import { APICallError, InvalidResponseDataError } from 'ai';
import type { FaultCode, ModelFault } from './model.ts';

/** The provider's stream ended without saying that the answer does. */
export class BrokenOff extends Error {}

/**
 * What a thrown thing means for the person who waits: which code the page gets, and whether asking again may help.
 * `started` says that the provider had begun to answer, which tells a cut stream from one that never was.
 */
export function faultOf(error: unknown, started: boolean): ModelFault {
  if (isTimeout(error)) return { code: 'provider_timeout', retryable: true };
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    return ofStatus(error.statusCode);
  }
  if (
    started &&
    (error instanceof BrokenOff || InvalidResponseDataError.isInstance(error) || isConnectionLoss(error))
  ) {
    return { code: 'provider_cut', retryable: true };
  }
  return { code: 'provider_failed', retryable: true };
}

function ofStatus(status: number): ModelFault {
  const fault = (code: FaultCode, retryable: boolean): ModelFault => ({ code, retryable, status });
  if (status === 401 || status === 403) return fault('provider_unauthorized', false);
  if (status === 429) return fault('provider_rate_limited', true);
  if (status === 408 || status === 504) return fault('provider_timeout', true);
  return fault('provider_failed', status >= 500);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** fetch says "terminated" when the socket goes; what the socket said stands in the causes. */
function isConnectionLoss(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as NodeJS.ErrnoException).code;
    if (at.message === 'terminated' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return true;
  }
  return false;
}
