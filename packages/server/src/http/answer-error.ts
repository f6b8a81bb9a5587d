import { ERRORS, type ErrorBody } from '@halo/wire/errors.ts';
import type { Deps } from '../deps.ts';
import { Refusal, refusalFor } from '../refusal.ts';

/**
 * The only place where an error becomes HTTP. A Refusal travels as it is; a database out of reach is a 503 that says
 * when to come back; everything else is a bug: logged under the request id and answered without detail.
 */
export function answerError(
  deps: Pick<Deps, 'log'>,
  error: unknown,
  requestId: string,
  headers?: Record<string, string>,
): Response {
  const refusal = refusalFor(error);
  if (!refusal) deps.log.error({ err: error, request_id: requestId }, 'a request failed');
  const known = refusal ?? new Refusal('internal', 'Something went wrong on our side. Nothing was lost; try again.');
  const body: ErrorBody = { ...known.details, error: known.message, code: known.code, request_id: requestId };
  const answer = new Response(JSON.stringify(body), {
    status: ERRORS[known.code],
    headers: { ...headers, 'content-type': 'application/json' },
  });
  const wait = known.details.retry_after;
  if (typeof wait === 'number') answer.headers.set('retry-after', String(Math.max(1, Math.ceil(wait))));
  return answer;
}
