import type { WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { Deps } from '../deps.ts';
import { wasTokenEverAccepted } from '../identity/was-token-ever-accepted.ts';
import { Refusal } from '../refusal.ts';
import { endAlerts } from './alert-store.ts';
import type { Actor } from './audit.ts';
import { forgetKeys } from './authenticate-key.ts';
import { recordAudit } from './record-audit.ts';
import { changedSettings, settingsOf } from './settings.ts';
import { lockWorkspace, updateWorkspace } from './workspace-store.ts';

export interface SettingsChange {
  workspaceId: string;
  actor: Actor;
  patch: Partial<WorkspaceSettings>;
  /**
   * The dashboard's gate: while no signed token was ever accepted, `enforce` would refuse everybody, so it is taken
   * only with the workspace's name typed. Left out, as the API and the command line do, the mode changes at once.
   */
  gate?: { typed: string | undefined };
}

/** Changes settings and notes what changed, old and new, in the audit log. Refuses `conflict` at the gate. */
export async function changeSettings(
  deps: Pick<Deps, 'db' | 'now' | 'live' | 'publish'>,
  change: SettingsChange,
): Promise<WorkspaceSettings> {
  const settings = await deps.db.transaction(async (tx) => {
    const workspace = await lockWorkspace(tx.sql, change.workspaceId);
    if (!workspace) throw new Refusal('not_found', 'There is no such workspace.');
    const before = settingsOf(workspace);
    const changed = changedSettings(before, change.patch);
    if (Object.keys(changed).length === 0) return before;
    if (changed.identityMode?.[1] === 'enforce' && change.gate && change.gate.typed !== before.name) {
      if (!(await wasTokenEverAccepted(deps, change.workspaceId, tx.sql))) {
        throw new Refusal(
          'conflict',
          'No signed token was ever accepted here, so enforcing would refuse every identified person. Type the name of the workspace to do it all the same.',
          { confirmation: before.name },
        );
      }
    }
    const news = Object.fromEntries(Object.entries(changed).map(([key, [, value]]) => [key, value]));
    const after = { ...workspace, ...news };
    await updateWorkspace(tx.sql, after, deps.now());
    await recordAudit(deps, tx, {
      workspaceId: change.workspaceId,
      actor: change.actor,
      action: 'settings.changed',
      subject: Object.keys(changed).join(', '),
      detail: changed,
    });
    await deps.publish(tx, 'workspaceChanged', [{ workspaceId: change.workspaceId, changed: Object.keys(changed) }]);
    // Whoever leaves `enforce` has answered what was alarming about it.
    if (changed.identityMode?.[0] === 'enforce')
      await endAlerts(tx.sql, change.workspaceId, 'mode_changed', deps.now());
    const bells = ['log', 'alerts'].map((list) => `workspace:${change.workspaceId}:${list}`);
    tx.afterCommit(() => deps.live.ring(bells));
    return settingsOf(after);
  });
  forgetKeys(deps);
  return settings;
}
