import { createElement as h, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { HaloOptions } from '../options.ts';
import { HaloProvider, useHalo, useHaloState } from '../react.ts';

/** A React app as customers write it, under Strict Mode; `window.app` turns its knobs. */
function Help() {
  const halo = useHalo();
  const { ready, open, unread } = useHaloState();
  // A child's effects run before those of the provider around it.
  useEffect(() => halo.track('help_shown'), [halo]);
  useEffect(() => halo.setContext('page', 'billing'), [halo]);
  return h('button', { type: 'button', id: 'help', onClick: () => halo.openChat() }, `Help ${ready} ${open} ${unread}`);
}

let draw: (options: HaloOptions | null) => void;
function App() {
  const [options, set] = useState<HaloOptions | null>(null);
  draw = set;
  return options ? h(HaloProvider, options, h(Help)) : h('p', null, 'Signed out');
}

const root = createRoot(document.querySelector('#app') as HTMLElement);
root.render(h(StrictMode, null, h(App)));
Object.assign(window, { app: { draw: (options: HaloOptions | null) => draw(options), end: () => root.unmount() } });
