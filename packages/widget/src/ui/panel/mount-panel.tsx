import { render } from 'preact';
import { words as english } from '../../words/en.ts';
import { fillText } from '../../words/fill.ts';
import { WordsContext } from '../../words/use-words.ts';
import { adoptStyles } from '../adopt-styles.ts';
import type { Panel, PanelPort } from '../panel-port.ts';
import { createAnnouncer } from './announcer.ts';
import { followKeyboard } from './follow-keyboard.ts';
import { PANEL_STYLES } from './panel-styles.ts';
import { type PanelActions, PanelView } from './panel-view.tsx';

const FULL_SCREEN = '(max-width: 480px)';
const FOCUSABLE = 'button:not([hidden]),textarea,input,a[href],[tabindex="0"]';

/** Puts the panel into the launcher's shadow. Draws what the client's state says, and nothing of a former person. */
export function mountPanel({ root, frame, client, chat, close, greeting, nonce, words }: PanelPort): Panel {
  const { store } = client.core;
  const element = document.createElement('section');
  element.className = 'panel';
  element.hidden = true;
  element.setAttribute('role', 'dialog');
  const saying = words ?? english;
  const language = words ? frame.lang : 'en';
  if (!words) {
    element.lang = 'en';
    element.dir = 'ltr';
  }
  adoptStyles(root, PANEL_STYLES, nonce);
  frame.prepend(element);
  const keyboard = followKeyboard(element, () => matchMedia(FULL_SCREEN).matches);
  const announcer = createAnnouncer(frame, saying);

  const actions: PanelActions = {
    send: (text, pictures) => void client.send(text, pictures).catch(() => {}),
    picture: chat.picture,
    retry: chat.retry,
    requestHuman: () => void client.requestHuman().catch(() => {}),
    confirm: chat.confirm,
    rate: (rating) => void chat.rate(rating),
    lead: chat.lead,
    past: chat.past,
    close,
  };
  let drawn = '';
  let scheduled = 0;

  function draw(): void {
    cancelAnimationFrame(scheduled);
    scheduled = 0;
    const state = store.get();
    drawn = state.epoch;
    element.setAttribute('aria-label', fillText(saying.chatWith, { name: state.look.name || saying.support }));
    announcer.take(state);
    const answering = element.querySelector('.lead')?.contains(root.activeElement);
    // The key of the epoch throws away every element of another person, and what stood in their fields.
    const view = <PanelView key={state.epoch} {...{ state, language, actions }} greeting={greeting()} />;
    render(<WordsContext.Provider value={saying}>{view}</WordsContext.Provider>, element);
    if (answering && !element.querySelector('.lead')) element.querySelector('textarea')?.focus();
  }

  const stop = store.subscribe(() => {
    if (element.hidden && store.get().epoch === drawn) return;
    // Another person: at once, before anything is painted. A growing answer: once a frame.
    if (store.get().epoch !== drawn || document.hidden) draw();
    else scheduled ||= requestAnimationFrame(draw);
  });

  function inTurn(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !chat.past.back()) close();
    const modal = matchMedia(FULL_SCREEN).matches;
    if (event.key !== 'Tab' || !modal) return;
    const all = [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.getClientRects().length > 0);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  }
  element.addEventListener('keydown', inTurn);

  return {
    show() {
      element.hidden = false;
      keyboard.fit();
      element.setAttribute('aria-modal', String(matchMedia(FULL_SCREEN).matches));
      draw();
      const thread = element.querySelector('.thread');
      if (thread) thread.scrollTop = thread.scrollHeight;
      element.querySelector<HTMLElement>('textarea,.lead input')?.focus({ preventScroll: true });
    },
    hide() {
      chat.past.close();
      if (scheduled) draw();
      element.hidden = true;
    },
    destroy() {
      stop();
      keyboard.stop();
      cancelAnimationFrame(scheduled);
      render(null, element);
      announcer.remove();
      element.remove();
    },
  };
}
