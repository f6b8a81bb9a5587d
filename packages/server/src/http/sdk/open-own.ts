import { openReader, type Reader } from '../../contacts/open-reader.ts';
import type { Deps } from '../../deps.ts';
import { isReadable } from '../../identity/session.ts';
import { Refusal } from '../../refusal.ts';
import type { SdkCall } from './sdk-route.ts';

/** Who reads their own history with this call, by its `X-Halo-Session` and `X-Halo-User-Token`; counted as a read. */
export async function openOwn(deps: Deps, call: SdkCall<unknown, unknown>): Promise<Reader> {
  const reader = await proveOwn(deps, call);
  call.limit('read', { trust: reader.trust, externalId: reader.contactId }, call.headers.session);
  return reader;
}

/**
 * The same for what is told of stored values as it comes: a session id that can be guessed opens it to nobody (safety R1).
 * Refuses `session_closed`.
 */
export async function openUnguessed(deps: Deps, call: SdkCall<unknown, unknown>): Promise<Reader> {
  const reader = await openOwn(deps, call);
  if (reader.trust === 'verified' || isReadable(reader.sessionId)) return reader;
  throw new Refusal('session_closed', 'A session id this short can be guessed. Send one of at least 20 characters.');
}

/** The same proof again, under the key and the workspace as they are now: for streams. */
export async function renewOwn(deps: Deps, call: SdkCall<unknown, unknown>): Promise<Reader> {
  const holder = await call.renew();
  return proveOwn(deps, { ...call, ...holder, receivedAt: deps.now() });
}

function proveOwn(
  deps: Deps,
  { workspace, key, headers, requestId, sdk, receivedAt, clientIp }: SdkCall<unknown, unknown>,
): Promise<Reader> {
  const { session: sessionId, userToken } = headers;
  return openReader(deps, { workspace, key, sessionId, userToken, requestId, sdk, receivedAt, clientIp });
}
