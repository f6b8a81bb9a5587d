/** A colour as `#rrggbb`. */
export type Hex = `#${string}`;

/** What a workspace's accent becomes wherever something must be read on it, beside it, or in it. */
export interface AccentColours {
  accent: Hex;
  /** Text on the accent: black or white, at least 4.5:1. */
  on_accent: Hex;
  /** The accent as a link on each theme's grounds: at least 4.5:1. */
  link_light: Hex;
  link_dark: Hex;
  /** A line around what is filled with the accent, at least 3:1 against the ground; the accent itself where it does. */
  edge_light: Hex;
  edge_dark: Hex;
}

/** The grounds of the widget's panel: its own, and the softer one of code and notices. Held equal to its style sheet by a test. */
export const GROUNDS = {
  light: ['#ffffff', '#f5f6f9'],
  dark: ['#171922', '#20232e'],
} as const satisfies Record<string, readonly Hex[]>;

export const TEXT_CONTRAST = 4.5;
export const SHAPE_CONTRAST = 3;

const BLACK: Hex = '#000000';
const WHITE: Hex = '#ffffff';
const STEPS = 50;

function channels(hex: Hex): [number, number, number] {
  const all = Number.parseInt(hex.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
}

/** Relative luminance as WCAG 2 has it, 0 to 1. */
function luminance(hex: Hex): number {
  const [red, green, blue] = channels(hex).map((part) => {
    const light = part / 255;
    return light <= 0.04045 ? light / 12.92 : ((light + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better: pure, since anything nearer to grey would fail in the middle. */
function textOn(hex: Hex): Hex {
  return contrast(hex, WHITE) >= contrast(hex, BLACK) ? WHITE : BLACK;
}

function mix(from: Hex, to: Hex, share: number): Hex {
  const target = channels(to);
  const mixed = channels(from).map((part, index) => Math.round(part + (target[index]! - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour nearest to `hex` that stands out from all grounds this much, towards black or white. */
function standOut(hex: Hex, grounds: readonly Hex[], least: number): Hex {
  const towards = textOn(grounds[0]!);
  for (let step = 0; step < STEPS; step++) {
    const colour = mix(hex, towards, step / STEPS);
    if (grounds.every((ground) => contrast(colour, ground) >= least)) return colour;
  }
  return towards;
}

/** The colours that follow from an accent, whatever it is; every pair that meets is readable (WCAG 2 AA). */
export function coloursOf(accent: Hex): AccentColours {
  const [light, dark] = [GROUNDS.light, GROUNDS.dark];
  return {
    accent,
    on_accent: textOn(accent),
    link_light: standOut(accent, light, TEXT_CONTRAST),
    link_dark: standOut(accent, dark, TEXT_CONTRAST),
    edge_light: standOut(accent, light, SHAPE_CONTRAST),
    edge_dark: standOut(accent, dark, SHAPE_CONTRAST),
  };
}
