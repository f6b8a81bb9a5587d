import type { AudienceAnswer } from '@halo/wire/dashboard/segments.ts';
import { Lightbulb } from 'lucide-react';
import { type FilterField, fieldOf, opWords } from './fields.ts';

interface FunnelProps {
  answer: Pick<AudienceAnswer, 'funnel' | 'hints'>;
  fields: readonly FilterField[];
}

const HINTS = 4;

/** Why nobody matches: each condition in order, and what can be done. */
export function Funnel({ answer, fields }: FunnelProps) {
  const { funnel = [] } = answer;
  return (
    <div className="flex max-h-[30dvh] flex-col gap-2 overflow-y-auto text-list">
      <h2 className="font-strong text-ink">Why none matches</h2>
      <ol className="flex flex-col gap-1">
        {funnel.map((step) => (
          <li key={step.path} className="text-ink-soft">
            <strong className="font-strong text-ink">
              {nameOf(fields, step.field)} {opWords(step.op)}
            </strong>
            : {step.pass.toLocaleString('en-GB')} {step.pass === 1 ? 'passes' : 'pass'} alone
            {step.missing > 0 && `, not set on ${step.missing.toLocaleString('en-GB')}`},{' '}
            {step.left === 0 ? 'none is left' : `${step.left.toLocaleString('en-GB')} left`}.
          </li>
        ))}
      </ol>
      <Hints answer={answer} />
    </div>
  );
}

/** What can be done about an answer that is empty or slow. */
export function Hints({ answer: { hints = [] } }: Pick<FunnelProps, 'answer'>) {
  if (hints.length === 0) return null;
  return (
    <ul aria-label="What can be done" className="flex flex-col gap-1 text-list">
      {hints.slice(0, HINTS).map((hint) => (
        <li key={`${hint.path} ${hint.code}`} className="flex gap-2 text-ink">
          <Lightbulb size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-accent-ink" />
          <span className="min-w-0 break-words">{hint.message}</span>
        </li>
      ))}
    </ul>
  );
}

/** "Role"; an event by its own name. */
export function nameOf(fields: readonly FilterField[], name: string): string {
  return name.startsWith('event:') ? `Event "${name.slice('event:'.length)}"` : fieldOf(fields, name).label;
}
