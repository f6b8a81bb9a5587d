import type { InAppReach, WireInAppMessage } from '@halo/wire/sdk/in-app-messages.ts';
import { render } from 'preact';
import type { Core } from '../../client/core.ts';
import { createInApp, type InApp, type OnScreen } from '../../client/in-app.ts';
import type { UiFlags } from '../../options.ts';
import { words as english } from '../../words/en.ts';
import { WordsContext } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';
import { adoptStyles } from '../adopt-styles.ts';
import { IN_APP_STYLES } from './in-app-styles.ts';
import { Surface } from './surface.tsx';

/** What the loader hands to the in-app messages. */
export interface InAppPort {
  core: Core;
  reach: InAppReach;
  root: ShadowRoot;
  frame: HTMLElement;
  nonce?: string;
  /** Null: English. */
  words: Words | null;
  flags(): UiFlags;
  openChat(): void;
  highlight(selector: string): void;
}

/** What draws itself in the launcher's shadow, and takes itself away. */
export interface MountedInApp extends InApp {
  destroy(): void;
}

/** Puts the messages and banners of the team beside the launcher. They never take the focus, and are read out politely. */
export function mountInApp(port: InAppPort): MountedInApp {
  const { core, root, frame, flags } = port;
  const element = document.createElement('div');
  element.className = 'in-app';
  element.setAttribute('aria-live', 'polite');
  if (!port.words) {
    element.lang = 'en';
    element.dir = 'ltr';
  }
  adoptStyles(root, IN_APP_STYLES, port.nonce);
  frame.prepend(element);

  const follow = (message: WireInAppMessage) => {
    inApp.finish(message, 'clicked');
    if (message.button?.does === 'chat') port.openChat();
    if (message.button?.does === 'highlight') port.highlight(message.button.target);
  };
  const draw = (screen: OnScreen) => {
    const surfaces = [screen.banner, screen.message].map(
      (message) =>
        message && (
          <Surface
            key={message.id}
            message={message}
            onFollow={() => follow(message)}
            onClose={() => inApp.finish(message, 'dismissed')}
          />
        ),
    );
    render(<WordsContext.Provider value={port.words ?? english}>{surfaces}</WordsContext.Provider>, element);
  };
  const inApp = createInApp({
    core,
    reach: port.reach,
    may: (kind) => (kind === 'banner' ? flags().banners : flags().inAppMessages),
    path: () => location.pathname,
    draw,
  });
  return {
    ...inApp,
    destroy() {
      inApp.forget();
      render(null, element);
      element.remove();
    },
  };
}
