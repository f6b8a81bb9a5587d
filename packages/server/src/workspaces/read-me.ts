import { permissionsOf } from '@halo/wire/dashboard/permissions.ts';
import type { MeAnswer } from '@halo/wire/dashboard/teammates.ts';
import type { Deps } from '../deps.ts';
import type { Teammate } from './teammate.ts';
import { listMemberships } from './teammate-store.ts';

/** A teammate and the workspaces they may enter. */
export async function readMe(deps: Pick<Deps, 'db'>, teammate: Teammate): Promise<MeAnswer> {
  const memberships = await listMemberships(deps.db.sql, teammate.id);
  const { id, name, email, twoFactor } = teammate;
  return {
    teammate: { id, name, email, twoFactor },
    workspaces: memberships.map(({ workspaceId, modules, ...rest }) => ({
      id: workspaceId,
      ...rest,
      permissions: permissionsOf(rest.role, modules),
    })),
  };
}
