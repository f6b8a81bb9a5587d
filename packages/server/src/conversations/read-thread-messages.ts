import type { Deps } from '../deps.ts';
import type { Message } from './message.ts';
import { readMessages, type Stretch } from './message-store.ts';

/** A stretch of a thread in ascending order, as teammates read it: private notes included. */
export function readThreadMessages(deps: Pick<Deps, 'db'>, stretch: Omit<Stretch, 'internal'>): Promise<Message[]> {
  return readMessages(deps.db.sql, { ...stretch, internal: true });
}
