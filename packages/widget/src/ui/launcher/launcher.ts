import type { Look } from '../../configure.ts';
import type { HaloOptions, UiFlags } from '../../options.ts';
import { directionOf, type Language } from '../../words/language.ts';
import { LAUNCHER_WORDS } from '../../words/launcher-words.ts';
import { adoptStyles } from '../adopt-styles.ts';
import type { Panel, PanelPlace } from '../panel-port.ts';
import { drawSign } from '../ring.ts';
import { LAUNCHER_STYLES } from './launcher-styles.ts';

interface LauncherDeps {
  options: HaloOptions;
  language: Language;
  flags(): UiFlags;
  loadPanel(place: PanelPlace): Promise<Panel>;
  onOpen(): void;
  onClose(): void;
}

/** The launcher and the place of the panel: one element on the page, everything else in its shadow. */
export interface Launcher {
  readonly isOpen: boolean;
  /** Where others may draw: the shadow, and the element in it that carries theme, direction and colours. */
  readonly place: Pick<PanelPlace, 'root' | 'frame'>;
  /** How many of each stand in the page, for `debug`. */
  count(): { launchers: number; panels: number };
  open(): void;
  close(): void;
  /** Draws anew: what is known has changed, or the path. */
  draw(news?: { look?: Look; unread?: number }): void;
  remove(): void;
}

/** Keys pressed in the panel are not the page's shortcuts. */
const KEPT_INSIDE = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'cut', 'copy'];
/** Of a style what the style sheet reads under the same name. */
const COLOURS = ['accent', 'on_accent', 'link_light', 'link_dark', 'edge_light', 'edge_dark'] as const;
/** A page that keeps removing us wins in the end. */
const MOST_RETURNS = 50;

export function createLauncher({ options, language, flags, loadPanel, onOpen, onClose }: LauncherDeps): Launcher {
  const host = document.createElement('div');
  host.setAttribute('data-halo', '');
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, LAUNCHER_STYLES, options.nonce);

  const frame = document.createElement('div');
  const button = document.createElement('button');
  const dot = document.createElement('span');
  const toast = document.createElement('div');
  frame.className = 'halo';
  frame.dir = directionOf(language);
  frame.lang = language;
  const words = LAUNCHER_WORDS[language];
  button.className = 'launcher';
  button.type = 'button';
  dot.className = 'dot';
  toast.className = 'toast';
  toast.setAttribute('role', 'alert');
  button.append(dot);
  frame.append(toast, button);
  root.append(frame);
  button.addEventListener('click', () => (isOpen ? close() : open()));
  for (const type of KEPT_INSIDE) host.addEventListener(type, (event) => event.stopPropagation());

  let isOpen = false;
  let panel: Panel | null = null;
  let loading = false;
  let returns = 0;
  let removed = false;
  let sign: string | null = null;
  let look: Look | null = null;
  let unread = 0;

  function draw(news: { look?: Look; unread?: number } = {}): void {
    look = news.look ?? look;
    unread = news.unread ?? unread;
    const style = look?.style ?? {};
    const { trigger, badge } = flags();
    frame.dataset.theme = options.theme ?? style.theme ?? 'auto';
    frame.dataset.corners = style.corners;
    frame.classList.toggle('left', (options.position ?? style.position) === 'bottom-left');
    frame.classList.toggle('open', isOpen);
    button.hidden = !trigger || !look;
    dot.hidden = !badge || unread === 0 || isOpen;
    const label = isOpen ? words.close : words.open;
    button.setAttribute(
      'aria-label',
      dot.hidden ? label : `${label}, ${words.unread.replace('{n}', unread.toLocaleString(language))}`,
    );
    button.setAttribute('aria-expanded', String(isOpen));
    button.setAttribute('aria-busy', String(loading));
    for (const name of COLOURS) if (style[name]) frame.style.setProperty(`--${name}`, style[name]);
    for (const name of ['side', 'bottom'] as const) frame.style.setProperty(`--${name}`, `${style[name] ?? 20}px`);
    putSign(style.mark, style.launcher);
  }

  function putSign(mark?: string, picture?: string): void {
    const wanted = `${mark} ${picture}`;
    if (!look || wanted === sign) return;
    sign = wanted;
    let drawing: Element = drawSign(mark);
    if (picture) {
      const image = new Image();
      image.alt = '';
      image.onerror = () => image.replaceWith(drawSign());
      image.src = picture;
      drawing = image;
    }
    button.replaceChildren(drawing, dot);
  }

  function attach(): void {
    if (!host.isConnected && document.body && returns++ < MOST_RETURNS) document.body.append(host);
  }

  // A page that swaps its body, as Turbo does, takes us along.
  const keeper = new MutationObserver(() => {
    attach();
    watch();
  });
  let watched: HTMLElement | null = null;
  function watch(): void {
    if (watched === document.body) return;
    watched = document.body;
    keeper.disconnect();
    keeper.observe(document.documentElement, { childList: true });
    if (watched) keeper.observe(watched, { childList: true });
  }

  function open(): void {
    if (isOpen) return;
    isOpen = true;
    toast.textContent = '';
    onOpen();
    if (panel) panel.show();
    else if (!loading) void load();
    draw();
  }

  async function load(): Promise<void> {
    loading = true;
    try {
      panel = await loadPanel({ root, frame, close });
      if (removed) return panel.destroy();
      if (isOpen) panel.show();
    } catch {
      close();
      toast.textContent = words.failed;
      setTimeout(() => (toast.textContent = ''), 6_000);
    } finally {
      loading = false;
      draw();
    }
  }

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    const within = root.activeElement !== null;
    panel?.hide();
    draw();
    if (within && !button.hidden) button.focus();
    onClose();
  }

  // Kept by the browser for "back", the page shows nobody's conversation until it is known who comes back to it.
  const cover = () => frame.style.setProperty('visibility', 'hidden');
  const uncover = () => frame.style.removeProperty('visibility');
  window.addEventListener('pagehide', cover);
  window.addEventListener('pageshow', uncover);

  draw();
  attach();
  watch();
  if (!document.body) document.addEventListener('DOMContentLoaded', attach);

  return {
    get isOpen() {
      return isOpen;
    },
    place: { root, frame },
    count: () => ({ launchers: host.isConnected && !button.hidden ? 1 : 0, panels: panel && isOpen ? 1 : 0 }),
    open,
    close,
    draw,
    remove() {
      removed = true;
      window.removeEventListener('pagehide', cover);
      window.removeEventListener('pageshow', uncover);
      keeper.disconnect();
      document.removeEventListener('DOMContentLoaded', attach);
      panel?.destroy();
      host.remove();
    },
  };
}
