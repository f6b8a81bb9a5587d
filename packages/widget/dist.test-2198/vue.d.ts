import { type MaybeRefOrGetter, type Plugin, type ShallowRef } from 'vue';
import { type HaloState } from './bindings/binding.ts';
import type { HaloCalls } from './bindings/calls.ts';
import type { HaloOptions } from './options.ts';
export type { HaloState } from './bindings/binding.ts';
export type { HaloCalls } from './bindings/calls.ts';
/**
 * A plugin that runs Halo for as long as its app is mounted. Give a ref or a getter where something may change: another
 * `userId` switches the person, a `userId` that goes away logs them out. On a server it does nothing.
 */
export declare function createHalo(options: MaybeRefOrGetter<HaloOptions>): Plugin;
/** Halo's methods. What is called before Halo runs is done as soon as it does. */
export declare function useHalo(): HaloCalls;
/** Whether Halo is ready, whether the chat is open, and how much is unread. */
export declare function useHaloState(): Readonly<ShallowRef<HaloState>>;
