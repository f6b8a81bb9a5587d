import { type Module, type Role, usable } from '@halo/wire/dashboard/permissions.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor, AuditAction } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { type Access, requirePermission } from './teammate.ts';
import { deleteFromWorkspace, lockTeam, updateAccess } from './teammate-store.ts';

interface TeamChange {
  workspaceId: string;
  teammateId: string;
  /** What changes of role and modules; null takes the teammate out of the workspace. */
  to: { role?: Role | undefined; modules?: Module[] | undefined } | null;
  actor: Actor;
  /** Of the one who changes it. */
  access: Access;
}

/**
 * Changes what a teammate may do, or takes them out of the workspace. Only owners make or unmake owners. Refuses
 * `not_found`, `not_permitted`, and `conflict` for the last owner.
 */
export async function changeAccess(deps: Pick<Deps, 'db' | 'now'>, change: TeamChange): Promise<void> {
  const { workspaceId, teammateId, to, access } = change;
  await deps.db.transaction(async (tx) => {
    const team = await lockTeam(tx.sql, workspaceId);
    const before = team.get(teammateId);
    if (!before) throw new Refusal('not_found', 'There is no such teammate.');
    const after = to && { role: to.role ?? before.role, modules: usable(to.modules ?? before.modules) };
    if (before.role === 'owner' || after?.role === 'owner') requirePermission(access, 'own');
    const owners = [...team.values()].filter(({ role }) => role === 'owner').length;
    if (before.role === 'owner' && after?.role !== 'owner' && owners === 1) {
      throw new Refusal('conflict', 'This is the last owner. Make somebody else an owner first.');
    }
    if (after === null) await deleteFromWorkspace(tx.sql, workspaceId, teammateId);
    else await updateAccess(tx.sql, workspaceId, teammateId, after);
    await noteChange(deps, tx, change, before, after);
  });
}

async function noteChange(
  deps: Pick<Deps, 'now'>,
  tx: Tx,
  { workspaceId, teammateId, actor }: TeamChange,
  before: Access,
  after: Access | null,
): Promise<void> {
  const note = (action: AuditAction, from: unknown, to: unknown) =>
    recordAudit(deps, tx, { workspaceId, actor, action, subject: teammateId, detail: { before: from, after: to } });
  if (after === null) return note('teammate.removed', before.role, null);
  if (after.role !== before.role) await note('teammate.role_changed', before.role, after.role);
  const held = usable(before.modules);
  if (after.modules.join() !== held.join()) await note('teammate.modules_changed', held, after.modules);
}
