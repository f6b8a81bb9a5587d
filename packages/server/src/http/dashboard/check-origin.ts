import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { trustedOrigins } from '../../workspaces/sign-in.ts';

const READS = new Set(['GET', 'HEAD']);
const OWN_SITE = new Set(['same-origin', 'none']);

/**
 * Keeps other sites' pages from using a teammate's cookie: a write names a trusted `Origin`, and no call comes from
 * what the browser itself calls another origin, so streams and reads are covered too. Refuses `bad_origin`.
 */
export function checkOrigin(deps: Pick<Deps, 'config'>, request: Request): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const trusted = origin !== null && trustedOrigins(deps.config).includes(origin);
  if (trusted) return;
  if (origin === null && READS.has(request.method) && (site === null || OWN_SITE.has(site))) return;
  throw new Refusal(
    'bad_origin',
    `The dashboard takes calls from ${deps.config.publicUrl} only. If you reach Halo by another address, set HALO_URL to it.`,
  );
}
