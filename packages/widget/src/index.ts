import type { HaloInstance } from './instance.ts';
import type { HaloOptions } from './options.ts';
import { running, start } from './start.ts';
import { VERSION } from './version.ts';
import { WORDS_FILES } from './words/words-files.ts';

export type { CallTrust, IdentifyAnswer, IdentifyCompanyAnswer, IgnoredKey } from './answers.ts';
export type { HaloError } from './client/halo-error.ts';
export type { GetUserToken, IdentityExpired } from './client/proof.ts';
export type { HaloAction, HaloMessage, Happenings } from './happenings.ts';
export type { DebugFacts, HaloInstance, HighlightOptions } from './instance.ts';
export type { HaloOptions, UiFlags } from './options.ts';
export type { CompanyTraits, ManagedCompanyTrait, ManagedUserTrait, Traits, UserTraits } from './traits.ts';

/** Halo's door. Importing it touches nothing; `init` needs a browser. */
export const HaloAgents = {
  version: VERSION,
  /** Starts Halo on this page. Called again without `destroy()` it returns the running instance. */
  init: (options: HaloOptions): HaloInstance =>
    start(options, {
      apiUrl: location.origin,
      files: {
        client: () => import('./client-file.ts'),
        panel: () => import('./panel-file.ts'),
        inApp: () => import('./in-app-file.ts'),
        words: (language) => WORDS_FILES[language](),
      },
    }),
  /** The running instance, or `null`. */
  getInstance: (): HaloInstance | null => running(),
};
