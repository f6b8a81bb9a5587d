import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.tsx';
import { takeDraft } from './draft.ts';

interface QuestionFieldProps {
  isAsking: boolean;
  /** Something beside the question cannot be sent as it stands. */
  disabled: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

/** Where the question is typed: Enter asks, Shift and Enter begins a new line, as in the widget. */
export function QuestionField({ isAsking, disabled, onAsk, onStop }: QuestionFieldProps) {
  const [text, setText] = useState(takeDraft);
  const ready = text.trim() !== '' && !isAsking && !disabled;
  const ask = () => {
    if (!ready) return;
    setText('');
    onAsk(text.trim());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
      className="flex items-end gap-2"
    >
      <textarea
        dir="auto"
        rows={1}
        aria-label="Question"
        placeholder="Ask as they would"
        value={text}
        maxLength={10_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          ask();
        }}
        className={`${FIELD} field-sizing-content max-h-40 min-h-8 resize-none py-1.25 pointer-coarse:min-h-10 pointer-coarse:py-2.25`}
      />
      {isAsking ? (
        <Button onClick={onStop}>Stop</Button>
      ) : (
        <Button type="submit" look="primary" disabled={!ready}>
          Ask
        </Button>
      )}
    </form>
  );
}
