import type { ChatState } from '../../client/chat-state.ts';
import type { Words } from '../../words/words.ts';
import { noticeText } from './notice-text.ts';

/** Reads whole answers to a screen reader, once each; a growing text would be read again with every word. */
export interface Announcer {
  take(state: ChatState): void;
  remove(): void;
}

const READ_MS = 5_000;
/** Marks of Markdown, which would be read as words; addresses go with them. */
export const MARKS = /[*_`~#>|]+|\]\([^)]*\)|\[/g;

export function createAnnouncer(frame: HTMLElement, words: Words): Announcer {
  const element = document.createElement('div');
  element.className = 'hidden';
  element.setAttribute('role', 'log');
  element.setAttribute('aria-live', 'polite');
  element.setAttribute('aria-label', words.newMessages);
  frame.append(element);
  let said = new Set<string>();
  let epoch = '';
  const timers = new Set<ReturnType<typeof setTimeout>>();

  return {
    take({ epoch: now, messages, look, loading }) {
      const first = epoch !== now || loading;
      if (epoch !== now) {
        element.replaceChildren();
        said = new Set();
      }
      epoch = now;
      for (const message of messages) {
        const { key, author, state, name, text, pictures } = message;
        if (state !== 'sent' || said.has(key)) continue;
        said.add(key);
        // What was said before the panel was looked at is read by going there.
        if (first || author === 'user') continue;
        const line = document.createElement('p');
        line.dir = 'auto';
        const body = text.replace(MARKS, '') || (pictures.length > 0 ? words.picture : '');
        line.textContent =
          author === 'system' ? noticeText(message, words) : `${name || look.name || words.support}: ${body}`;
        element.append(line);
        // Read once; somebody who walks through the page should not meet it twice.
        const timer = setTimeout(() => {
          timers.delete(timer);
          line.remove();
        }, READ_MS);
        timers.add(timer);
      }
    },
    remove() {
      for (const timer of timers) clearTimeout(timer);
      element.remove();
    },
  };
}
