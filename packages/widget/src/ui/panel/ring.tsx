import { RING } from '../ring.ts';

/** Halo's mark; it turns while something is being fetched. */
export function Ring({ turning = false }: { turning?: boolean }) {
  return (
    <svg class={turning ? 'ring turning' : 'ring'} viewBox={RING.viewBox} aria-hidden="true">
      <circle
        cx="12"
        cy="12"
        r={RING.radius}
        fill="none"
        stroke="currentColor"
        stroke-width={RING.width}
        stroke-linecap="round"
        stroke-dasharray={RING.dash}
        transform={RING.turn}
      />
    </svg>
  );
}
