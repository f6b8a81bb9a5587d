import { expect, it } from 'vitest';
import { words as german } from '../../words/de.ts';
import { words as hebrew } from '../../words/he.ts';
import { noticeText } from './notice-text.ts';

it('says what Halo says in the reader’s language, and keeps a name of the other direction to itself', () => {
  const joined = { notice: 'joined', name: 'Sam', text: 'Sam joined' } as const;
  expect(noticeText(joined, german)).toBe('Sam ist jetzt dabei');
  expect(noticeText(joined, hebrew)).toContain('\u2068Sam\u2069');
  expect(noticeText({ ...joined, notice: 'team_told', name: null }, german)).toBe(german.teamTold);
});

it('shows the server’s words where it says what this version does not know', () => {
  for (const notice of [undefined, null, 'newer', 'constructor', '__proto__', 'toString']) {
    const message = { notice: notice as 'joined', name: 'Sam', text: 'Sam did something new' };
    expect(noticeText(message, german)).toBe('Sam did something new');
  }
});
