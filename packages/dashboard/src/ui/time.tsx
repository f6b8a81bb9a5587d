import { useSyncExternalStore } from 'react';
import { agoWords, dayOf, exactTime, shortTime, untilWords } from './time-words.ts';

let minute = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    minute = new Date();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time of day, renewed twice a minute, so that "5m" does not go stale. */
export function useNow(): Date {
  return useSyncExternalStore(listen, () => minute);
}

interface TimeProps {
  at: string | null;
  /** The day, whenever it was. */
  day?: boolean;
  /** As words inside a sentence. */
  ago?: boolean;
  /** A time to come, as words inside a sentence. */
  until?: boolean;
  className?: string;
}

/** A time: short in place, exact on hover. Nothing shows as a dash. */
export function Time({ at, day, ago, until, className }: TimeProps) {
  const now = useNow();
  if (!at) return <span className="text-ink-faint">–</span>;
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {day ? dayOf(at) : ago ? agoWords(at, now) : until ? untilWords(at, now) : shortTime(at, now)}
    </time>
  );
}
