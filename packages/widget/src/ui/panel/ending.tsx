import type { ChatState } from '../../client/chat-state.ts';
import { useWords } from '../../words/use-words.ts';

interface EndingProps {
  state: ChatState;
  onRate(rating: 'good' | 'bad'): void;
}

const CHOICES = [
  { rating: 'good', word: 'yes' },
  { rating: 'bad', word: 'no' },
] as const;

/** What stands under a conversation that has ended: that it has, and the one question worth asking. */
export function Ending({ state, onRate }: EndingProps) {
  const words = useWords();
  if (state.conversation?.status !== 'completed' || state.messages.length === 0) return null;
  return (
    <div class="ending">
      <p class="said">{words.ended}</p>
      {state.rating ? (
        <p class="thanks" role="status">
          {words.thanks}
        </p>
      ) : (
        <fieldset class="rating">
          <legend>{words.helped}</legend>
          {CHOICES.map(({ rating, word }) => (
            <button type="button" key={rating} onClick={() => onRate(rating)}>
              {words[word]}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
