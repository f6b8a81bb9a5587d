import type { Core } from './core.ts';
import { HaloError, isIdentityRefusal, stayWith, toHaloError } from './halo-error.ts';
import { proven } from './proof.ts';

/** Makes a call with the headers that prove the reader (rest-api.md): the session, and the token if there is one. */
export async function readOwn<T>(core: Core, send: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  if (core.dormant()) throw new HaloError('superseded', 'This session is waiting for its user.');
  const { signal, store } = core;
  const bare = core.proof.current() === null;
  const call = (token: string | null) => {
    const proof: Record<string, string> = token ? { 'x-halo-user-token': token } : {};
    return send({ 'x-halo-session': core.session.record.id, ...proof });
  };
  try {
    const answer = await (bare ? call(null) : proven(core, call));
    stayWith(signal);
    return answer;
  } catch (cause) {
    stayWith(signal);
    const error = toHaloError(cause);
    // A page without tokens cannot reopen a session that was bound by one: it goes on in another.
    if (error.code === 'session_closed' || (bare && isIdentityRefusal(error))) {
      core.loseSession();
      store.set({ conversation: null, messages: store.get().messages.filter(({ state }) => state === 'waiting') });
    }
    throw error;
  }
}
