import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteEmbedding } from './embedding-store.ts';

/** Switches search by meaning off and removes every vector. Off already, nothing happens. */
export async function stopEmbedding(
  deps: Deps,
  { workspaceId, actor }: { workspaceId: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const gone = await deleteEmbedding(tx.sql, workspaceId);
    if (!gone) return;
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'knowledge.embedding_stopped' as const },
      subject: gone.model,
    });
  });
}
