import { classNames } from './class-names.ts';

/** The halo: a ring open at the upper right. Takes the colour of the text around it. */
export function RingMark({ size = 16, className }: { size?: number; className?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true" className={className}>
      <circle
        cx="8"
        cy="8"
        r="5.75"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray="29.6 6.53"
        transform="rotate(-12.5 8 8)"
      />
    </svg>
  );
}

/** The only loading sign: the mark turns. It waits a beat before it shows, so that quick answers do not flicker. */
export function RingLoading({ label, size = 20, className }: { label: string; size?: number; className?: string }) {
  return (
    <div
      role="status"
      className={classNames(
        'appears-late flex items-center justify-center text-ink-faint',
        className ?? 'h-full min-h-40',
      )}
    >
      <RingMark size={size} className="ring-turning" />
      <span className="sr-only">{label}</span>
    </div>
  );
}
