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

const SVG = 'http://www.w3.org/2000/svg';

/** Draws the mark without parsing any markup. */
export function drawRing(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', RING.viewBox);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'ring');
  const circle = document.createElementNS(SVG, 'circle');
  const facts = {
    cx: 12,
    cy: 12,
    r: RING.radius,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': RING.width,
    'stroke-linecap': 'round',
    'stroke-dasharray': RING.dash,
    transform: RING.turn,
  };
  for (const [name, value] of Object.entries(facts)) circle.setAttribute(name, String(value));
  svg.append(circle);
  return svg;
}
