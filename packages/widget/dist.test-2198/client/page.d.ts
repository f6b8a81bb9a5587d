/** What the client needs from the browser it runs in, so that it can be tried without one. */
export interface Page {
    fetch: typeof fetch;
    /** `null` where the browser forbids it. */
    storage: Storage | null;
    locks: LockManager | null;
    now(): number;
    visible(): boolean;
    online(): boolean;
    /** A channel to the other tabs of this site; `null` where there is none. */
    channel(name: string): BroadcastChannel | null;
    /** Calls `run` at each such moment; returns how to stop. */
    on(what: PageMoment, run: () => void): () => void;
}
/** `hidden`: perhaps never seen again, the last moment to send. `gone` and `back`: into and out of the browser's cache. */
export type PageMoment = 'visible' | 'hidden' | 'online' | 'offline' | 'gone' | 'back';
/** The page of a real browser. Touches nothing that could throw where storage is blocked. */
export declare function browserPage(): Page;
