import type { HaloError } from './client/halo-error.ts';
import type { GetUserToken, IdentityExpired } from './client/proof.ts';
import type { HaloAction, HaloMessage } from './happenings.ts';
import type { HaloInstance } from './instance.ts';
import type { CompanyTraits, UserTraits } from './traits.ts';
/** What of the interface may show by itself. Everything is quiet by default: a launcher, and a dot when something is unread. */
export interface UiFlags {
    /** The launcher. */
    trigger: boolean;
    /** The dot on the launcher. */
    badge: boolean;
    proactive: boolean;
    greeting: boolean;
    /** Opens the panel by itself when something unread arrives. */
    autoOpenUnseen: boolean;
    banners: boolean;
    inAppMessages: boolean;
}
/** What `init` takes. Only `orgId` and `apiKey` are needed. */
export interface HaloOptions {
    orgId: string;
    /** The widget key, `ab_live_…`. It is public. */
    apiKey: string;
    /** Absent or `"anonymous"`: a visitor. */
    userId?: string | number | null;
    companyId?: string | number | null;
    userTraits?: UserTraits;
    companyTraits?: CompanyTraits;
    /** What is going on, key by key; the same as one `setContext` each. */
    context?: Record<string, unknown>;
    userToken?: string | null;
    /** Preferred to `userToken`: asked whenever a fresh token is needed. */
    getUserToken?: GetUserToken;
    /** Called once each time the user can no longer be proved. */
    onIdentityExpired?: (event: IdentityExpired) => void;
    /** Where Halo runs; by default where the script came from. */
    apiUrl?: string;
    position?: 'bottom-right' | 'bottom-left';
    theme?: 'auto' | 'light' | 'dark';
    defaultMode?: 'chat';
    /** `'manual'`: no launcher, no teaser, no greeting; or single flags. */
    ui?: 'manual' | Partial<UiFlags>;
    /** Paths on which the interface is `'manual'`: `*` is anything, `?` one character. */
    manualOnPaths?: string[];
    /** A language tag such as `de-AT`; by default the browser's. English where the widget does not speak it. */
    locale?: string;
    /** For `style-src` policies where constructable style sheets are missing. */
    nonce?: string;
    /** `false` switches the automatic events off. */
    tracking?: boolean;
    onReady?: (halo: HaloInstance) => void;
    onError?: (error: HaloError) => void;
    onMessage?: (message: HaloMessage) => void;
    onAction?: (action: HaloAction) => void;
    onChatOpen?: () => void;
    onChatClose?: () => void;
}
/** Whether a path fits a glob over the whole of it: `*` is any run of characters, `?` exactly one. */
export declare function fitsGlob(glob: string, path: string): boolean;
/** The flags that hold on a path. */
export declare function uiFlags(options: Pick<HaloOptions, 'ui' | 'manualOnPaths'>, path: string): UiFlags;
/** Whether the panel may pop up by itself over a page where somebody is signing in or paying. */
export declare function opensOverSignIn(options: Pick<HaloOptions, 'ui' | 'manualOnPaths'>, path: string): boolean;
