import { type ReactElement, type ReactNode } from 'react';
import { type HaloState } from './bindings/binding.ts';
import type { HaloCalls } from './bindings/calls.ts';
import type { HaloOptions } from './options.ts';
export type { HaloState } from './bindings/binding.ts';
export type { HaloCalls } from './bindings/calls.ts';
/** What `init` takes. Any of it may change from one rendering to the next. */
export interface HaloProviderProps extends HaloOptions {
    children?: ReactNode;
}
/**
 * Runs Halo for as long as it is mounted. A changed `userId` switches the person, a `userId` that goes away logs them
 * out. Unmounting takes Halo off the page and keeps the session. Renders nothing but its children, on servers too.
 */
export declare function HaloProvider({ children, ...options }: HaloProviderProps): ReactElement;
/** Halo's methods, the same object in every rendering. What is called before Halo runs is done as soon as it does. */
export declare function useHalo(): HaloCalls;
/** Whether Halo is ready, whether the chat is open, and how much is unread. */
export declare function useHaloState(): HaloState;
