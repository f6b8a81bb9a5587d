import type { AnswerCall } from '@halo/wire/dashboard/actions.ts';
import { answerCallWords } from '../actions/action-words.ts';

/** The actions that an answer of the AI called: a line each, and what came back of those the customer confirmed. */
export function AnswerCalls({ calls, customer }: { calls: readonly AnswerCall[]; customer: string }) {
  return (
    <ul aria-label="Actions" className="mt-1 flex min-w-0 flex-col gap-0.5 text-note text-ink-faint">
      {calls.map((call) => {
        const line = (
          <>
            <code className="font-mono text-ink-soft">{call.actionName}</code>{' '}
            <bdi>{answerCallWords(call, customer)}</bdi>
          </>
        );
        return (
          <li key={call.id} className="min-w-0 break-words">
            {call.result ? (
              <details>
                <summary className="w-fit max-w-full cursor-pointer">{line}</summary>
                <p dir="auto" className="mt-1 max-h-40 overflow-y-auto font-mono break-words whitespace-pre-wrap">
                  {call.result}
                </p>
              </details>
            ) : (
              line
            )}
          </li>
        );
      })}
    </ul>
  );
}
