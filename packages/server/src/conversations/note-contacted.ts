import { stampContacted } from '../contacts/stamp-contacted.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { findLastContact } from './conversation-store.ts';

/** The queue of conversations in which a teammate wrote to the person. */
export const CONTACTED = 'note-contacted';
export interface Contacted {
  workspaceId: string;
  conversationId: string;
}

/** Reacts to `messagesAdded`: whom the team wrote to is noted by a job, since contacts are locked before conversations. */
export async function queueContacted(deps: Pick<Deps, 'jobs'>, tx: Tx, list: News['messagesAdded']): Promise<void> {
  const written = list.filter(({ author, internal }) => author === 'teammate' && !internal);
  if (written.length === 0) return;
  await deps.jobs.insert(
    tx,
    CONTACTED,
    written.map(({ workspaceId, conversationId }) => ({
      data: { workspaceId, conversationId } satisfies Contacted,
      key: `${workspaceId} ${conversationId}`,
    })),
  );
}

/** Notes when the team last wrote in a conversation, with its contact and their company. May be done twice, and late. */
export async function noteContacted(
  deps: Pick<Deps, 'db' | 'publish'>,
  { workspaceId, conversationId }: Contacted,
): Promise<void> {
  const last = await findLastContact(deps.db.sql, workspaceId, conversationId);
  if (last) await stampContacted(deps, { workspaceId, ...last });
}
