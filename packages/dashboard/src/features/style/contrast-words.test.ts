import { expect, test } from 'vitest';
import { contrastWords } from './contrast-words.ts';

test('says what is done about a colour, and nothing where nothing is', () => {
  expect(contrastWords('#4a3fc0')).toBe(
    'Text on it is white, 7.6 to 1. It hardly stands out in the dark theme: what it fills gets a thin outline there. Links take a tone of it that can be read in the dark theme.',
  );
  expect(contrastWords('#fff3b0')).toContain('Text on it is black');
  expect(contrastWords('#fff3b0')).toContain('It hardly stands out in the light theme:');
  expect(contrastWords('#767b8f')).not.toContain('outline');
});
