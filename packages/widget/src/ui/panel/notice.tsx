import type { ChatState } from '../../client/chat-state.ts';
import { useWords } from '../../words/use-words.ts';

/** What keeps a message from leaving, in one line; nothing while all is well. */
export function Notice({ state }: { state: ChatState }) {
  const waiting = state.messages.some((message) => message.state === 'waiting');
  const words = useWords();
  let text = '';
  if (state.paused) {
    text = waiting ? words.pausedWaiting : words.paused;
  } else if (!state.online) {
    text = waiting ? words.offlineWaiting : words.offline;
  }
  return (
    <div class={text ? 'notice' : 'notice none'} role="status">
      {text}
    </div>
  );
}
