import { type Surroundings, startHalo } from './halo.ts';
import type { HaloInstance } from './instance.ts';
import type { HaloOptions } from './options.ts';

let instance: HaloInstance | null = null;
let warned = false;
/** After `destroy` this tab starts a new session. */
let fresh = false;

/** Starts Halo; the script tag says where its files lie, a bundler has them at hand. */
export function start(options: HaloOptions, from: Pick<Surroundings, 'apiUrl' | 'files'>): HaloInstance {
  if (instance) {
    if (!warned) console.warn('[Halo] init() was called again without destroy(); the running instance is kept.');
    warned = true;
    return instance;
  }
  // The page's mistake: said aloud, and never thrown into the page.
  options ||= {} as HaloOptions;
  if (!options.orgId || !options.apiKey) console.error('[Halo] init() needs orgId and apiKey.');
  if (/^ha_/.test(options.apiKey))
    console.error('[Halo] apiKey is a secret of your server, and must never be in a page: end it, and use ab_live_….');
  const apiUrl = (options.apiUrl || from.apiUrl).replace(/\/+$/, '');
  instance = startHalo(options, {
    apiUrl,
    fresh,
    files: from.files,
    onGone(forgotten) {
      instance = null;
      fresh = forgotten;
    },
  });
  return instance;
}

/** The instance that runs on this page, or `null`. */
export function running(): HaloInstance | null {
  return instance;
}
