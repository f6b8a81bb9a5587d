import { type App, createApp, defineComponent, h, onMounted, shallowRef } from 'vue';
import type { HaloOptions } from '../options.ts';
import { createHalo, useHalo, useHaloState } from '../vue.ts';

/** A Vue app as customers write it; `window.app` turns its knobs. */
const Help = defineComponent({
  setup() {
    const halo = useHalo();
    const state = useHaloState();
    onMounted(() => {
      halo.track('help_shown');
      halo.setContext('page', 'billing');
    });
    return () => {
      const { ready, open, unread } = state.value;
      return h('button', { id: 'help', onClick: () => halo.openChat() }, `Help ${ready} ${open} ${unread}`);
    };
  },
});

const options = shallowRef<HaloOptions | null>(null);
let app: App | null = null;
function draw(next: HaloOptions | null): void {
  options.value = next ?? options.value;
  if (!next) {
    app?.unmount();
    app = null;
  } else if (!app) {
    app = createApp(Help).use(createHalo(() => options.value as HaloOptions));
    app.mount('#app');
  }
}
Object.assign(window, { app: { draw, end: () => draw(null) } });
