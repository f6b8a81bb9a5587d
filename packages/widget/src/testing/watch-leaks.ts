/**
 * For a page to run before anything else: counts what stays on its own targets, which nobody collects as garbage.
 * `window.left()` lists listeners on window, document and the like, and running intervals.
 */
export const WATCH_LEAKS = `(() => {
  const left = new Map();
  const names = new Map([[window, 'window'], [document, 'document'], [navigator.serviceWorker, 'serviceWorker']]);
  if (window.navigation) names.set(navigation, 'navigation');
  const ids = new WeakMap();
  let next = 0;
  const idOf = (it) => { if (!ids.has(it)) ids.set(it, ++next); return ids.get(it); };
  const nameOf = (target) => names.get(target ?? window) ?? (target instanceof MediaQueryList ? 'media query' : target instanceof Element && target.matches('html, body') ? target.tagName : undefined);
  const keyOf = (name, type, run, options) => name + ' ' + type + ' ' + idOf(run) + ' ' + Boolean(options?.capture ?? options);
  for (const [method, note] of [['addEventListener', (key, what) => left.set(key, what)], ['removeEventListener', (key) => left.delete(key)]]) {
    const real = EventTarget.prototype[method];
    EventTarget.prototype[method] = function (type, run, options) {
      const name = nameOf(this);
      if (name && run && !options?.once && !options?.signal) note(keyOf(name, type, run, options), name + ' ' + type);
      return real.apply(this, arguments);
    };
  }
  const { setInterval, clearInterval } = window;
  window.setInterval = (...args) => { const id = setInterval(...args); left.set('interval ' + id, 'interval of ' + args[1] + ' ms'); return id; };
  window.clearInterval = (id) => { left.delete('interval ' + id); clearInterval(id); };
  window.left = () => [...left.values()].sort();
})();`;
