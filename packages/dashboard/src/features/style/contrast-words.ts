import { coloursOf, contrast, type Hex } from '@halo/wire/contrast.ts';

/** What an accent means for reading, in words: what Halo does about it by itself. */
export function contrastWords(accent: Hex): string {
  const { on_accent, link_light, link_dark, edge_light, edge_dark } = coloursOf(accent);
  const ratio = contrast(accent, on_accent).toFixed(1);
  const words = [`Text on it is ${on_accent === '#ffffff' ? 'white' : 'black'}, ${ratio} to 1.`];
  const changed = (light: Hex, dark: Hex) =>
    [light !== accent && 'the light theme', dark !== accent && 'the dark theme'].filter(Boolean).join(' and ');
  const edges = changed(edge_light, edge_dark);
  if (edges) words.push(`It hardly stands out in ${edges}: what it fills gets a thin outline there.`);
  const links = changed(link_light, link_dark);
  if (links) words.push(`Links take a tone of it that can be read in ${links}.`);
  return words.join(' ');
}
