import type { Role } from '@halo/wire/dashboard/teammates.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { requirePermission } from './teammate.ts';
import { deleteFromWorkspace, lockRoles, updateRole } from './teammate-store.ts';

interface TeamChange {
  workspaceId: string;
  teammateId: string;
  /** The new role; null removes the teammate from the workspace. */
  role: Role | null;
  actor: Actor;
  actorRole: Role;
}

/**
 * Gives a teammate another role, or takes them out of the workspace. Only owners make or unmake owners. Refuses
 * `not_found`, `not_permitted`, and `conflict` for the last owner.
 */
export async function changeRole(deps: Pick<Deps, 'db' | 'now'>, change: TeamChange): Promise<void> {
  const { workspaceId, teammateId, role, actor, actorRole } = change;
  await deps.db.transaction(async (tx) => {
    const roles = await lockRoles(tx.sql, workspaceId);
    const before = roles.get(teammateId);
    if (!before) throw new Refusal('not_found', 'There is no such teammate.');
    if (before === role) return;
    if (before === 'owner' || role === 'owner') requirePermission(actorRole, 'own');
    const owners = [...roles.values()].filter((held) => held === 'owner').length;
    if (before === 'owner' && owners === 1) {
      throw new Refusal('conflict', 'This is the last owner. Make somebody else an owner first.');
    }
    await store(tx, change);
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: role ? 'teammate.role_changed' : 'teammate.removed',
      subject: teammateId,
      detail: { before, after: role },
    });
  });
}

async function store(tx: Tx, { workspaceId, teammateId, role }: TeamChange): Promise<void> {
  if (role) await updateRole(tx.sql, workspaceId, teammateId, role);
  else await deleteFromWorkspace(tx.sql, workspaceId, teammateId);
}
