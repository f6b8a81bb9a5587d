import type { ChatState } from '../../client/chat-state.ts';

/** Reads whole answers to a screen reader, once each; a growing text would be read again with every word. */
export interface Announcer {
  take(state: ChatState): void;
  remove(): void;
}

export function createAnnouncer(frame: HTMLElement): Announcer {
  const element = document.createElement('div');
  element.className = 'hidden';
  element.setAttribute('role', 'log');
  element.setAttribute('aria-live', 'polite');
  element.setAttribute('aria-label', 'New messages');
  frame.append(element);
  let said = new Set<string>();
  let epoch = '';

  return {
    take({ epoch: now, messages, look, loading }) {
      const first = epoch !== now || loading;
      if (epoch !== now) {
        element.replaceChildren();
        said = new Set();
      }
      epoch = now;
      for (const { key, author, state, name, text } of messages) {
        if (state !== 'sent' || said.has(key)) continue;
        said.add(key);
        // What was said before the panel was looked at is read by going there.
        if (first || author === 'user') continue;
        const line = document.createElement('p');
        line.textContent = `${author === 'system' ? '' : `${name || look.name}: `}${text}`;
        element.append(line);
        while (element.childElementCount > 3) element.firstElementChild?.remove();
      }
    },
    remove: () => element.remove(),
  };
}
