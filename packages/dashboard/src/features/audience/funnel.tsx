import { Lightbulb } from 'lucide-react';
import type { Counted } from './audience-queries.ts';
import { type FilterField, fieldOf, opWords } from './fields.ts';

interface FunnelProps {
  answer: Pick<Counted, 'funnel' | 'hints' | 'looked'>;
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
      {answer.looked && <Looked {...answer.looked} />}
      <Hints answer={answer} />
    </div>
  );
}

/** Which part of the inbox was counted down, and who in it passes no condition on a contact. */
function Looked({ looked, isAll, visitors }: NonNullable<Counted['looked']>) {
  const all = looked.toLocaleString('en-GB');
  const of = isAll ? `${all} in this view` : `the latest ${all} of this view`;
  const who = visitors === 1 ? '1 is from a visitor' : `${visitors.toLocaleString('en-GB')} are from visitors`;
  return (
    <p className="text-note text-ink-faint text-pretty">
      Of {of}.{visitors > 0 && ` ${who}, whom no condition on a contact lets through.`}
    </p>
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
