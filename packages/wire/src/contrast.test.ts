import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AccentColours,
  coloursOf,
  contrast,
  GROUNDS,
  type Hex,
  SHAPE_CONTRAST,
  TEXT_CONTRAST,
} from './contrast.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((all): Hex => `#${all.toString(16).padStart(6, '0')}`);

function expectReadable(colours: AccentColours): void {
  expect(contrast(colours.accent, colours.on_accent)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  for (const theme of ['light', 'dark'] as const) {
    for (const ground of GROUNDS[theme]) {
      expect(contrast(colours[`link_${theme}`], ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      expect(contrast(colours[`edge_${theme}`], ground)).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
    }
  }
}

test('whatever the accent, everything on it, of it and around it is readable in both themes', () => {
  fc.assert(
    fc.property(hex, (accent) => expectReadable(coloursOf(accent))),
    { seed: 4, numRuns: 3_000 },
  );
});

test('so are all greys, where black and white are equally near', () => {
  for (let light = 0; light < 256; light++) {
    expectReadable(coloursOf(`#${light.toString(16).padStart(2, '0').repeat(3)}`));
  }
});

test('an accent that reads well already is its own link and its own edge', () => {
  expect(coloursOf('#4a3fc0')).toMatchObject({ on_accent: '#ffffff', link_light: '#4a3fc0', edge_light: '#4a3fc0' });
  expect(coloursOf('#ffe600')).toMatchObject({ on_accent: '#000000', link_dark: '#ffe600', edge_dark: '#ffe600' });
  expect(coloursOf('#ffe600').edge_light).not.toBe('#ffe600');
});

test('contrast is what WCAG says of known pairs', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
