import type { ChatState } from '../../client/chat-state.ts';

interface EndingProps {
  state: ChatState;
  onRate(rating: 'good' | 'bad'): void;
}

const CHOICES = [
  { rating: 'good', words: 'Yes, it helped' },
  { rating: 'bad', words: 'Not really' },
] as const;

/** What stands under a conversation that has ended: that it has, and the one question worth asking. */
export function Ending({ state, onRate }: EndingProps) {
  if (state.conversation?.status !== 'completed' || state.messages.length === 0) return null;
  return (
    <div class="ending">
      <p class="said">This conversation has ended. Write again to open a new one.</p>
      {state.rating ? (
        <p class="thanks" role="status">
          Thank you for telling us.
        </p>
      ) : (
        <fieldset class="rating">
          <legend>Did this help?</legend>
          {CHOICES.map(({ rating, words }) => (
            <button type="button" key={rating} onClick={() => onRate(rating)}>
              {words}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
