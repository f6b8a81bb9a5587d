import { FIRST_STYLE } from '@halo/wire/agent-style.ts';
import { coloursOf, GROUNDS, type Hex } from '@halo/wire/contrast.ts';
import { expect, test } from 'vitest';
import { LAUNCHER_STYLES } from './launcher-styles.ts';

const long = (hex: string) => (hex.length === 4 ? `#${[...hex.slice(1)].map((part) => part + part).join('')}` : hex);
const declared = (name: string) =>
  [...LAUNCHER_STYLES.matchAll(new RegExp(`--${name}:(#[0-9a-f]+)`, 'g'))].map(([, hex = '']) => long(hex));

test('the grounds that colours are chosen for are those of the style sheet', () => {
  const [light, dark] = [0, 1].map((theme) => [declared('bg')[theme], declared('bg-soft')[theme]]);
  expect({ light, dark }).toEqual(GROUNDS);
});

test('without a style the widget wears the first one', () => {
  for (const [name, colour] of Object.entries(coloursOf(FIRST_STYLE.accent as Hex)))
    expect(declared(name)[0], name).toBe(colour);
});
