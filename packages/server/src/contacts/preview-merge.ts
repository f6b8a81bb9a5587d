import type { Deps } from '../deps.ts';
import { findContact } from './contact-store.ts';
import { type Joined, joinContacts, type MergedSide } from './merge.ts';
import { type MergeNames, readMergeSides, refuseSelfMerge } from './merge-sides.ts';
import { storedTime } from './traits.ts';

export interface PreviewedMerge {
  survivor: MergedSide;
  loser: MergedSide;
  joined: Joined;
}

/** What `mergeContacts` would make of two contacts now, by the same rule. Nothing is written. Refuses as it does. */
export async function previewMerge(
  deps: Pick<Deps, 'db' | 'now'>,
  asked: MergeNames & { samePerson: boolean },
): Promise<PreviewedMerge> {
  refuseSelfMerge(asked);
  const { sql } = deps.db;
  const found = await Promise.all(
    [asked.survivorId, asked.loserId].map((id) => findContact(sql, asked.workspaceId, id)),
  );
  const sides = await readMergeSides(
    sql,
    asked,
    found.filter((contact) => contact !== null),
  );
  const joined = joinContacts(sides.survivor, sides.loser, asked.samePerson, storedTime(deps.now()));
  return { ...sides, joined };
}
