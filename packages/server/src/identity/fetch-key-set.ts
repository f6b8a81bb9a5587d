import type { Deps } from '../deps.ts';
import { fetchOutside, OutsideError } from '../fetch-outside.ts';
import { KeyFault, type PublicKeyPart, readKeySet } from './public-key.ts';

const BOUNDS = { maxBytes: 256_000, timeoutMs: 5_000 };

/** Reads the usable keys at a JWKS address, behind the one door for such addresses. Throws `KeyFault`, in words. */
export async function fetchKeySet(
  deps: Pick<Deps, 'config'>,
  url: string,
): Promise<{ keys: PublicKeyPart[]; passedOver: number }> {
  const answer = await fetchOutside(deps, url, { ...BOUNDS, headers: { accept: 'application/json' } }).catch(
    (error) => {
      throw error instanceof OutsideError ? new KeyFault(error.message) : error;
    },
  );
  if (answer.status !== 200) throw new KeyFault(`The address answered with status ${answer.status}.`);
  return readKeySet(parse(answer.body));
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new KeyFault('The address answered with something that is no JSON.');
  }
}
