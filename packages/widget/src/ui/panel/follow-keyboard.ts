/**
 * Keeps a panel that fills a phone above the on-screen keyboard, which on iOS covers the page without making it
 * smaller. Call `fit` when the panel is shown; a page that is zoomed by hand is left alone.
 */
export function followKeyboard(panel: HTMLElement, fills: () => boolean): { fit(): void; stop(): void } {
  const view = window.visualViewport;

  function fit(): void {
    if (panel.hidden || !view) return;
    const covered = fills() && Math.abs(view.scale - 1) < 0.01 && view.height < innerHeight - 1;
    const box = { height: `${view.height}px`, top: `${view.offsetTop}px`, bottom: 'auto' };
    for (const [side, length] of Object.entries(box)) {
      if (covered) panel.style.setProperty(side, length);
      else panel.style.removeProperty(side);
    }
  }

  view?.addEventListener('resize', fit);
  view?.addEventListener('scroll', fit);
  return {
    fit,
    stop() {
      view?.removeEventListener('resize', fit);
      view?.removeEventListener('scroll', fit);
    },
  };
}
