import type { InAppAudience, InAppMessageRow, InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import { conditionsIn } from '../audience/filter-tree.ts';

export const STATE_WORDS: Record<InAppState, string> = {
  draft: 'Draft',
  live: 'Live',
  paused: 'Paused',
  archived: 'Archived',
};

export const AUDIENCE_WORDS: Record<InAppAudience, string> = {
  everybody: 'Everybody, visitors included',
  users: 'Users',
  leads: 'Leads',
  all: 'Users and leads',
};

/** "Users who pass 2 conditions, on 1 path". */
export function audienceSentence({ audience, filter, paths }: Pick<InAppMessageRow, 'audience' | 'filter' | 'paths'>) {
  const count = conditionsIn(filter);
  const conditions = count === 0 ? '' : ` who pass ${count === 1 ? 'a condition' : `${count} conditions`}`;
  const where = paths.length === 0 ? '' : `, on ${paths.join(', ')}`;
  return `${AUDIENCE_WORDS[audience]}${conditions}${where}`;
}

/** What a message is called where it is listed: its title, else how it begins, read as a preview reads it. */
export function messageName({ title, body }: Pick<InAppMessageRow, 'title' | 'body'>): string {
  return withoutTags(title || body).slice(0, 120);
}

/** Merge tags as a preview shows them: what stands behind the bar, else the tag's own name. */
export function withoutTags(text: string): string {
  return text.replaceAll(/\{\{\s*([\w.-]{1,100})\s*(?:\|([^{}]{0,200}))?\}\}/g, (_, tag: string, other?: string) =>
    other?.trim() ? other.trim() : tag.replace('custom.', '').replaceAll('_', ' '),
  );
}
