/**
 * Calls `run` whenever the path of the page changes without a new document. Nothing of the page is wrapped: where the
 * Navigation API is missing, a change is noticed at the next click or history step.
 */
export function watchPath(run: () => void): () => void {
  let last = location.pathname;
  const soon = () =>
    setTimeout(() => {
      if (location.pathname === last) return;
      last = location.pathname;
      run();
    }, 50);
  const { navigation } = window as Window & { navigation?: EventTarget };
  const targets: [EventTarget, string][] = navigation
    ? [[navigation, 'currententrychange']]
    : [
        [window, 'popstate'],
        [document, 'click'],
      ];
  for (const [target, event] of targets) target.addEventListener(event, soon);
  return () => {
    for (const [target, event] of targets) target.removeEventListener(event, soon);
  };
}
