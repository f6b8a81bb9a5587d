import { expect, test } from 'vitest';
import { reasonFix, reasonWords } from './identify-words.ts';

const REASONS =
  'no_token too_long format header algorithm unknown_key signature payload time_claim expired not_yet_valid too_old age_unknown signed_out no_user_id bad_user_id other_user bulk_scope server_key_in_browser';

test.each(REASONS.split(' '))('case 42: %s is said in words inside, with what to do about it', (reason) => {
  expect(reasonWords(reason)).not.toContain('_');
  expect(reasonFix(reason).length).toBeGreaterThan(20);
});
