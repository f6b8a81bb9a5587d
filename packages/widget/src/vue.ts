import {
  type App,
  effectScope,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onScopeDispose,
  type Plugin,
  readonly,
  type ShallowRef,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import { binding, type HaloState, QUIET } from './bindings/binding.ts';
import type { HaloCalls } from './bindings/calls.ts';
import type { HaloOptions } from './options.ts';

export type { HaloState } from './bindings/binding.ts';
export type { HaloCalls } from './bindings/calls.ts';

const HALO: InjectionKey<HaloCalls> = Symbol('halo');

/**
 * A plugin that runs Halo for as long as its app is mounted. Give a ref or a getter where something may change: another
 * `userId` switches the person, a `userId` that goes away logs them out. On a server it does nothing.
 */
export function createHalo(options: MaybeRefOrGetter<HaloOptions>): Plugin {
  return {
    install(app: App) {
      app.provide(HALO, binding.calls);
      if (typeof window !== 'object') return;
      const scope = effectScope(true);
      const letGo = binding.hold();
      scope.run(() => watch(() => ({ ...toValue(options) }), binding.follow, { immediate: true, deep: true }));
      // Apps tell of their end by an event only since Vue 3.5.
      const unmount = app.unmount;
      app.unmount = () => {
        scope.stop();
        letGo();
        unmount();
      };
    },
  };
}

/** Halo's methods. What is called before Halo runs is done as soon as it does. */
export function useHalo(): HaloCalls {
  const halo = inject(HALO, null);
  if (!halo) throw new Error('useHalo() needs app.use(createHalo({ … })).');
  return halo;
}

/** Whether Halo is ready, whether the chat is open, and how much is unread. */
export function useHaloState(): Readonly<ShallowRef<HaloState>> {
  const state = shallowRef(QUIET);
  if (typeof window === 'object') {
    const draw = () => {
      state.value = binding.state();
    };
    draw();
    onScopeDispose(binding.subscribe(draw));
  }
  return readonly(state);
}
