import type { HaloOptions } from '../options.ts';
import { type HaloCalls } from './calls.ts';
/** What components may draw of Halo. */
export interface HaloState {
    /** Whether Halo runs and has its configuration. */
    readonly ready: boolean;
    readonly open: boolean;
    /** Messages that have come and were not seen. */
    readonly unread: number;
}
/** Halo as frameworks drive it: options that change with every rendering, mounts that come and go. */
export interface Binding {
    readonly calls: HaloCalls;
    /** Starts Halo, or tells the running one what has changed. Needs a browser. */
    follow(options: HaloOptions): void;
    /**
     * A component that wants Halo is there. Returns how to let go: with the last one Halo leaves the page, unless another
     * comes in its place at once. The session stays (identity S5).
     */
    hold(): () => void;
    state(): HaloState;
    subscribe(run: () => void): () => void;
}
export declare const QUIET: HaloState;
/** One page has one Halo, whichever component holds it. */
export declare const binding: Binding;
