import type { HaloInstance } from './instance.ts';
import type { HaloOptions } from './options.ts';
export type { CallTrust, IdentifyAnswer, IdentifyCompanyAnswer, IgnoredKey } from './answers.ts';
export type { HaloError } from './client/halo-error.ts';
export type { GetUserToken, IdentityExpired } from './client/proof.ts';
export type { HaloAction, HaloMessage, Happenings } from './happenings.ts';
export type { DebugFacts, HaloInstance, HighlightOptions } from './instance.ts';
export type { HaloOptions, UiFlags } from './options.ts';
export type { CompanyTraits, ManagedCompanyTrait, ManagedUserTrait, Traits, UserTraits } from './traits.ts';
/** Halo's door. Importing it touches nothing; `init` needs a browser. */
export declare const HaloAgents: {
    version: string;
    /** Starts Halo on this page. Called again without `destroy()` it returns the running instance. */
    init: (options: HaloOptions) => HaloInstance;
    /** The running instance, or `null`. */
    getInstance: () => HaloInstance | null;
};
