import type { ChatState } from '../../client/chat-state.ts';

/** What keeps a message from leaving, in one line; nothing while all is well. */
export function Notice({ state }: { state: ChatState }) {
  const waiting = state.messages.some((message) => message.state === 'waiting');
  let text = '';
  if (state.paused) {
    text = waiting
      ? 'Please sign in again to continue. Your message is kept and sent then.'
      : 'Please sign in again to continue.';
  } else if (!state.online) {
    text = waiting ? 'You are offline. We will send this when you are back.' : 'You are offline.';
  }
  return (
    <div class={text ? 'notice' : 'notice none'} role="status">
      {text}
    </div>
  );
}
