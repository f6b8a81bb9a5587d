/**
 * Halo's mark: a ring open at the upper right by a small gap. `r`, `gap` and the turn are in a 24-unit box; the dash
 * begins after the gap, so that both drawings (launcher and panel) come from here.
 */
export const RING = {
  viewBox: '0 0 24 24',
  radius: 8.5,
  width: 3,
  /** Length of line and of gap along the circle. */
  dash: '43.9 9.5',
  /** Puts the middle of the gap at the upper right, 45 degrees. */
  turn: 'rotate(-13 12 12)',
} as const;

/** The launcher's other signs, one line each in the same box. */
const LINES: Record<string, string> = {
  bubble:
    'M12 4.5c-4.7 0-8.5 3.1-8.5 7 0 2.1 1.1 3.9 2.8 5.2L5.5 20.5l4.2-2.2c.7.1 1.5.2 2.3.2 4.7 0 8.5-3.1 8.5-7s-3.8-7-8.5-7z',
  question: 'M8.3 9.3a3.7 3.7 0 1 1 5.6 3.2c-1.2.7-1.9 1.3-1.9 2.7M12 19.2v.1',
  spark: 'M12 3.5c.7 5.2 3.3 7.8 8.5 8.5-5.2.7-7.8 3.3-8.5 8.5-.7-5.2-3.3-7.8-8.5-8.5 5.2-.7 7.8-3.3 8.5-8.5z',
};

const SVG = 'http://www.w3.org/2000/svg';

/** Draws a sign without parsing any markup; the mark where the sign is not known. */
export function drawSign(sign?: string): SVGSVGElement {
  const d = LINES[sign ?? ''];
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', RING.viewBox);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, d ? 'path' : 'circle');
  const ring = {
    cx: 12,
    cy: 12,
    r: RING.radius,
    'stroke-width': RING.width,
    'stroke-dasharray': RING.dash,
    transform: RING.turn,
  };
  const facts = { fill: 'none', stroke: 'currentColor', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  for (const [name, value] of Object.entries({ ...facts, ...(d ? { d, 'stroke-width': 2 } : ring) }))
    shape.setAttribute(name, String(value));
  if (!d) svg.setAttribute('class', 'ring');
  svg.append(shape);
  return svg;
}
