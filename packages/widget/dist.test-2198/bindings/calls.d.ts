import type { DebugFacts, HaloInstance } from '../instance.ts';
/** Halo as components call it: the same object for as long as the page lives, whether Halo runs yet or not. */
export interface HaloCalls extends Omit<HaloInstance, 'destroy' | 'unmount' | 'debug'> {
    /** `null` while Halo does not run. */
    debug(): DebugFacts | null;
}
/** Calls that find Halo running reach it; earlier ones wait for it. */
export interface WaitingCalls {
    readonly calls: HaloCalls;
    /** Hands over what has waited. */
    attach(halo: HaloInstance): void;
    /** Halo has gone: what is asked for from now on waits for the next. */
    detach(): void;
}
export declare function createWaitingCalls(): WaitingCalls;
