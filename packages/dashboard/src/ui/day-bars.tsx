import { classNames } from './class-names.ts';
import { counted } from './readable-value.ts';

interface DayBarsProps {
  /** `2026-05-27`, oldest first. */
  days: string[];
  values: number[];
  /** What is counted: "calls". Said to those who do not see the bars. */
  of: string;
  /** `text-…`: the bars take the colour of text. */
  className?: string;
}

const WIDTH = 8;
const GAP = 3;
const HEIGHT = 24;

/** A bar a day, as high as its share of the highest. What happened on a day without calls is a line on the ground. */
export function DayBars({ days, values, of, className }: DayBarsProps) {
  const highest = Math.max(1, ...values);
  const words = days.map((day, at) => `${dayWords(day)}: ${counted(values[at] ?? 0, 'call', 'calls')}`);
  return (
    <svg
      role="img"
      aria-label={`${of} per day. ${words.join(', ')}`}
      width={days.length * (WIDTH + GAP) - GAP}
      height={HEIGHT}
      className={classNames('shrink-0', className ?? 'text-ink-faint')}
    >
      {days.map((day, at) => {
        const value = values[at] ?? 0;
        const height = value === 0 ? 1 : Math.max(3, Math.round((value / highest) * HEIGHT));
        return (
          <rect
            key={day}
            x={at * (WIDTH + GAP)}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
            rx={value === 0 ? 0 : 1.5}
            fill="currentColor"
            opacity={value === 0 ? 0.4 : 1}
          >
            <title>{words[at]}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** "27 May". */
export function dayWords(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
