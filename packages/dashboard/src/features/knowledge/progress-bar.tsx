/** Browsers paint a progress bar in colours of their own unless each part is named. */
const BAR =
  'h-1 w-24 appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent';

/** How far something is, beside words that say it. */
export function ProgressBar({ label, value, most }: { label: string; value: number; most: number }) {
  return <progress max={most} value={value} aria-label={label} className={BAR} />;
}
