import type { Deps } from '../deps.ts';
import { readSignedIn, type SignedIn, signIn } from './sign-in.ts';

/** Signs a teammate in whose password was just set or checked. Null when a second factor is still to come. */
export async function enterWithPassword(
  deps: Pick<Deps, 'config' | 'db' | 'secrets' | 'log'>,
  credentials: { email: string; password: string },
  headers: Headers,
): Promise<SignedIn | null> {
  const entered = await signIn(deps).api.signInEmail({ body: credentials, headers, asResponse: true });
  const setCookies = entered.headers.getSetCookie();
  const cookie = setCookies.map((line) => line.slice(0, line.indexOf(';'))).join('; ');
  const signedIn = entered.ok ? await readSignedIn(deps, new Headers({ cookie })) : null;
  return signedIn && { ...signedIn, setCookies };
}
