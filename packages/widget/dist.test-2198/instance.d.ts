import type { IdentifyAnswer, IdentifyCompanyAnswer } from './answers.ts';
import type { Happenings } from './happenings.ts';
import type { UiFlags } from './options.ts';
import type { CompanyTraits, UserTraits } from './traits.ts';
/** What `highlightElement` takes besides the selector. Times are milliseconds. */
export interface HighlightOptions {
    label?: string;
    /** Removed again after this long; by default it stays until `clearHighlights`. */
    duration?: number;
    /** Whether to scroll it into view; by default yes. */
    scroll?: boolean;
}
/** What `debug` prints and returns. Of secrets only whether they are there. */
export interface DebugFacts {
    version: string;
    org: string;
    user: string | null;
    path: string;
    identity: {
        token: boolean;
        getUserToken: boolean;
        blocked: boolean;
        trust: string;
        apiKey: boolean;
    };
    agent: string;
    session: {
        id: string | null;
        open: boolean;
        returning: boolean;
    };
    ui: UiFlags;
    dom: {
        launchers: number;
        panels: number;
        highlights: number;
    };
    takeover: string | null;
    waiting: number;
    /** What Halo did not store or use in this page view, and why. */
    ignored: {
        key: string;
        reason: string;
    }[];
}
/** One running Halo on a page. No method of it throws; those that return a promise may be left unawaited. */
export interface HaloInstance {
    /** Says who the user is. Calls close together are merged; traits merge into what is stored. */
    identify(userId: string | number, traits?: UserTraits, options?: {
        userToken?: string;
    }): Promise<IdentifyAnswer>;
    /** Says which company the user acts for. */
    identifyCompany(companyId: string | number, traits?: CompanyTraits): Promise<IdentifyCompanyAnswer>;
    /** Says what is going on; replaces that key whole. */
    setContext(key: string, entry: unknown): void;
    /** Takes one entry back, or all of them. */
    clearContext(key?: string): void;
    /** Sends a chat message. Resolves when Halo has it; it is kept and sent later if that is not possible now. */
    sendMessage(text: string): Promise<void>;
    openChat(): void;
    closeChat(): void;
    highlightElement(selector: string, options?: HighlightOptions): boolean;
    clearHighlights(): void;
    /** Logout: ends the session on the server, empties storage, tells the other tabs. */
    reset(): Promise<void>;
    /** Records an event of your own. */
    track(eventType: string, metadata?: Record<string, unknown>): void;
    on<K extends keyof Happenings>(event: K, listener: (detail: Happenings[K]) => void): () => void;
    /** Takes Halo off this page and forgets the session for this tab. */
    destroy(): void;
    /** Takes Halo off this page as leaving it would: the session stays, and the next `init` goes on in it. */
    unmount(): void;
    debug(): DebugFacts;
}
