import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { RingMark } from '../../ui/ring-mark.tsx';

interface StepProps {
  number: number;
  title: string;
  about: ReactNode;
  done: boolean;
  /** What was seen, or what Halo waits for. */
  seen: ReactNode;
  children?: ReactNode;
}

/** One step of the installation, with what Halo has seen of it. */
export function Step({ number, title, about, done, seen, children }: StepProps) {
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3">
      <div className="flex flex-col items-center">
        <span
          className={`flex size-7 shrink-0 items-center justify-center rounded-full text-list font-strong tabular-nums ${
            done ? 'bg-verified-soft text-verified' : 'border border-line-firm text-ink-soft'
          }`}
        >
          {done ? <Check size={14} aria-label="Done" /> : number}
        </span>
        <span aria-hidden="true" className="mt-2 w-px flex-1 bg-line" />
      </div>
      <div className="flex min-w-0 flex-col gap-3 pb-10">
        <div>
          <h2 className="text-message leading-7 font-strong text-ink">{title}</h2>
          <p className="text-body text-ink-soft text-pretty">{about}</p>
        </div>
        {children}
        <div
          role="status"
          className={`flex items-start gap-2.5 rounded-box border px-3 py-2.5 text-list ${done ? 'border-line text-ink' : 'border-dashed border-line-firm text-ink-soft'}`}
        >
          {!done && <RingMark size={14} className="ring-turning mt-0.5 shrink-0 text-ink-faint" />}
          <div className="min-w-0 flex-1">{seen}</div>
        </div>
      </div>
    </li>
  );
}
