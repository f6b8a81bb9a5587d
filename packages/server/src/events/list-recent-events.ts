import type { Deps } from '../deps.ts';
import { type EventLine, newestEvents } from './event-store.ts';

/** The newest events of a person, those of the given session included. */
export function listRecentEvents(
  deps: Pick<Deps, 'db'>,
  of: { workspaceId: string; contactId: string | null; sessionRowId: string | null; limit: number },
): Promise<EventLine[]> {
  return newestEvents(deps.db.sql, of, of.limit);
}
