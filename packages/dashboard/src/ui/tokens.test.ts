import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Oklch = [lightness: number, chroma: number, hue: number];

/** Every colour token as [light, dark]. */
function readTokens(): Map<string, [Oklch, Oklch]> {
  const tokens = new Map<string, [Oklch, Oklch]>();
  const colour = (text: string) =>
    text
      .match(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)/)!
      .slice(1, 4)
      .map(Number) as Oklch;
  for (const [, name, light, dark] of css.matchAll(
    /--([\w-]+):\s*(?:light-dark\()?(oklch\([^)]*\))(?:,\s*(oklch\([^)]*\)))?/g,
  )) {
    tokens.set(name!, [colour(light!), colour(dark ?? light!)]);
  }
  return tokens;
}

/** Relative luminance of WCAG 2, by way of linear sRGB. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const [red, green, blue] = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

const tokens = readTokens();
const GROUNDS = ['sunken', 'ground', 'raised', 'hover', 'pressed', 'selected'];
const INKS = ['ink', 'ink-soft', 'ink-faint', 'accent-ink', 'verified', 'claimed', 'danger-ink'];

function contrast(front: string, back: string, theme: 0 | 1): number {
  const [one, two] = [front, back].map((name) => luminance(tokens.get(name)![theme]) + 0.05);
  return Math.max(one!, two!) / Math.min(one!, two!);
}

function tooFaint(pairs: [string, string][], least: number): string[] {
  return pairs.flatMap(([front, back]) =>
    ([0, 1] as const)
      .filter((theme) => contrast(front, back, theme) < least)
      .map((theme) => `${front} on ${back}, ${theme === 0 ? 'light' : 'dark'}`),
  );
}

test('every ink reaches AA on every ground, in both themes', () => {
  expect(
    tooFaint(
      INKS.flatMap((ink) => GROUNDS.map((ground): [string, string] => [ink, ground])),
      4.5,
    ),
  ).toEqual([]);
});

test('words on the accent, on danger and on the soft grounds reach AA', () => {
  const filled: [string, string][] = ['accent', 'accent-hover', 'danger', 'danger-hover'].map((back) => [
    'on-accent',
    back,
  ]);
  const soft = ['accent-soft', 'verified-soft', 'claimed-soft', 'danger-soft'].flatMap((back): [string, string][] => [
    ['ink', back],
    ['ink-soft', back],
  ]);
  expect(
    tooFaint(
      [...filled, ...soft, ['danger-ink', 'danger-soft'], ['claimed', 'claimed-soft'], ['verified', 'verified-soft']],
      4.5,
    ),
  ).toEqual([]);
});

test('message text reaches AAA', () => {
  expect(
    tooFaint(
      [
        ['ink', 'ground'],
        ['ink', 'accent-soft'],
        ['ink', 'claimed-soft'],
      ],
      7,
    ),
  ).toEqual([]);
});

test('the edges of fields and the focus ring can be seen', () => {
  const edges = ['line-field', 'focus'].flatMap((edge) =>
    ['ground', 'raised', 'sunken'].map((back): [string, string] => [edge, back]),
  );
  expect(tooFaint(edges, 3)).toEqual([]);
});
