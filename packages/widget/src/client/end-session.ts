import type { Api } from './api.ts';
import { isTemporary, retryDelay, toHaloError } from './halo-error.ts';

/** Ends a session on the server. Tried a few times, since nobody will ask again; never throws. */
export async function endSession(api: Api, id: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const headers = { 'x-halo-session': id };
      await api.call('POST', '/sessions/end', { headers, body: { session_id: id }, keepalive: true });
      return;
    } catch (cause) {
      const error = toHaloError(cause);
      if (!isTemporary(error)) return;
      await new Promise((go) => setTimeout(go, retryDelay(attempt, error)));
    }
  }
}
