import { TriangleAlert } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { MessageText } from '../../ui/message-text.tsx';
import { RingMark } from '../../ui/ring-mark.tsx';
import { Decision } from '../inbox/decision.tsx';
import type { RehearsedTurn } from './rehearsed-turn.ts';

interface RehearsedAnswerProps {
  turn: RehearsedTurn;
  isShown: boolean;
  onShow: () => void;
}

/** One question and its answer as it streams. */
export function RehearsedAnswer({ turn, isShown, onShow }: RehearsedAnswerProps) {
  const waits = turn.state === 'asking' && turn.text === '';
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <div className="w-fit max-w-full min-w-0 self-end rounded-box bg-sunken px-3 py-2">
        <p dir="auto" className="text-message break-words whitespace-pre-wrap text-ink">
          {turn.question}
        </p>
      </div>
      <div className="min-w-0">
        {waits && (
          <p role="status" className="flex items-center gap-2 text-list text-ink-faint">
            <RingMark size={14} className="ring-turning" /> The AI is answering
          </p>
        )}
        {turn.text && <MessageText body={turn.text} />}
        {turn.fault && (
          <p className="mt-1 flex items-center gap-1.5 text-note text-danger-ink">
            <TriangleAlert size={12} aria-hidden="true" /> The model failed here ({turn.fault.code}
            {turn.fault.status === null ? '' : `, HTTP ${turn.fault.status}`}).
          </p>
        )}
        {turn.state === 'stopped' && <p className="mt-1 text-note text-ink-faint">Stopped.</p>}
        <ErrorLine error={turn.error} />
        {turn.decision?.escalated && (
          <p className="mt-2 w-fit max-w-full rounded-box bg-claimed-soft px-3 py-2 text-list text-ink">
            It would have been handed over now. This is the playground: nobody was told, and no ticket was made.
          </p>
        )}
        {turn.decision && <Decision decision={turn.decision} isRehearsed />}
        {turn.prompt && (
          <button
            type="button"
            aria-pressed={isShown}
            onClick={onShow}
            className={classNames(
              'mt-1 rounded-[3px] text-note text-accent-ink hover:underline pointer-coarse:min-h-10',
              isShown && 'font-strong',
            )}
          >
            What the AI saw
          </button>
        )}
      </div>
    </li>
  );
}
