import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import { conditionLines, decisionSentence } from './decision-words.ts';

/** Why the AI handed over after an answer, or did not, with what was found. */
export function Decision({ decision, isRehearsed }: { decision: EscalationDecision; isRehearsed?: boolean }) {
  const sentence = decisionSentence(decision, isRehearsed);
  if (!sentence) return null;
  const lines = [...conditionLines(decision.escalationFilter), ...conditionLines(decision.priorityFilter)];
  const tried = decision.tools.length > 0 ? `Tried so far: ${decision.tools.join(', ')}` : null;
  return (
    <details className="mt-1 text-note text-ink-faint">
      <summary className="w-fit max-w-full cursor-pointer break-words" dir="auto">
        {sentence}
      </summary>
      <ul className="mt-1 ms-4 list-disc">
        {lines.map((line) => (
          <li key={line} dir="auto" className="break-words">
            {line}
          </li>
        ))}
        <li>{tried ?? 'No tools were tried'}</li>
      </ul>
    </details>
  );
}
