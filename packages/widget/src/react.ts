import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useSyncExternalStore,
} from 'react';
import { binding, type HaloState, QUIET } from './bindings/binding.ts';
import type { HaloCalls } from './bindings/calls.ts';
import type { HaloOptions } from './options.ts';

export type { HaloState } from './bindings/binding.ts';
export type { HaloCalls } from './bindings/calls.ts';

/** What `init` takes. Any of it may change from one rendering to the next. */
export interface HaloProviderProps extends HaloOptions {
  children?: ReactNode;
}

const Halo = createContext<HaloCalls | null>(null);

/**
 * Runs Halo for as long as it is mounted. A changed `userId` switches the person, a `userId` that goes away logs them
 * out. Unmounting takes Halo off the page and keeps the session. Renders nothing but its children, on servers too.
 */
export function HaloProvider({ children, ...options }: HaloProviderProps): ReactElement {
  useEffect(() => binding.hold(), []);
  useEffect(() => binding.follow(options));
  return createElement(Halo.Provider, { value: binding.calls }, children);
}

/** Halo's methods, the same object in every rendering. What is called before Halo runs is done as soon as it does. */
export function useHalo(): HaloCalls {
  const halo = useContext(Halo);
  if (!halo) throw new Error('useHalo() needs a <HaloProvider> above it.');
  return halo;
}

/** Whether Halo is ready, whether the chat is open, and how much is unread. */
export function useHaloState(): HaloState {
  return useSyncExternalStore(binding.subscribe, binding.state, () => QUIET);
}
