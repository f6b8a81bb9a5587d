import type { MergePreviewAnswer } from '@halo/wire/dashboard/merges.ts';
import type { JoinReason } from '@halo/wire/sdk/merge.ts';

type Preview = Pick<MergePreviewAnswer, 'survivor' | 'loser' | 'readers'>;

/** Who reads what when the merge does not say that both are one person. */
export function apartWords({ survivor, loser, readers }: Preview): string {
  const [own = { survivors: 0, losers: 0 }] = readers;
  if (loser.userId === null) return `${loser.displayName} has no user id, so nobody signs in as them.`;
  const all = own.survivors + own.losers;
  const rest = own.losers === 0 ? 'none of them' : `only ${proven(own.losers)} of their own`;
  return [
    all === 0
      ? 'Neither has a proven conversation yet.'
      : `Signed in as ${survivor.userId ?? survivor.displayName}, one reads ${proven(all)}; as ${loser.userId}, ${rest}.`,
    `Whoever is signed in as ${loser.userId} now needs a fresh sign-in.`,
  ].join(' ');
}

/** Who reads what when both ids are one human being's. */
export function sameWords({ survivor, loser, readers }: Preview): string {
  const [own = { survivors: 0, losers: 0 }] = readers;
  const ids = [survivor.userId, loser.userId].filter((id) => id !== null).join(' or ');
  const all = own.survivors + own.losers;
  const what = all === 0 ? 'all conversations there will be' : proven(all);
  return ids === ''
    ? 'Neither has a user id, so nobody signs in as them.'
    : `Signed in as ${ids}, one reads ${what}. Choose this only if you are sure.`;
}

function proven(count: number): string {
  return count === 1 ? 'the one proven conversation' : `all ${count} proven conversations`;
}

/** What moves along: "2 conversations, 1 ticket and 5 events". Empty when nothing does. */
export function moveWords({ conversations, tickets, events, sessions }: MergePreviewAnswer['moves']): string {
  const counts = [
    [conversations, 'conversation'],
    [tickets, 'ticket'],
    [events, 'event'],
    [sessions, 'session'],
  ] as const;
  const parts = counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}${count === 1 ? '' : 's'}`] : []));
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}

/** Why a value stays. */
export const REASONS: Record<JoinReason, string> = {
  same: 'the same in both',
  survivor_has_it: 'stays',
  survivor_cleared_it: 'was cleared on purpose',
  only_survivor_has_it: 'stays',
  gap_filled: 'fills a gap',
  no_room: 'no room left',
};
