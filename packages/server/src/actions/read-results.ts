import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import { reaches } from './action.ts';
import { listResults } from './call-store.ts';

/** Whose results are asked for: the calls that a conversation tells of, and what its reader proves now. */
export interface ResultsWanted {
  workspaceId: string;
  conversationId: string;
  callIds: readonly string[];
  trust: CallTrust;
}

/** What services answered to calls that were confirmed, by the call's id; nothing of a call that proved more than now. */
export async function readResults(
  deps: Pick<Deps, 'db'>,
  { workspaceId, conversationId, callIds, trust }: ResultsWanted,
): Promise<ReadonlyMap<string, string>> {
  if (callIds.length === 0) return new Map();
  const calls = await listResults(deps.db.sql, workspaceId, conversationId, callIds);
  return new Map(calls.filter((call) => reaches(trust, call.trust)).map(({ id, result }) => [id, result]));
}
