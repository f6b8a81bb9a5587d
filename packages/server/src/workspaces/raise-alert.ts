import type { Alert } from '@halo/wire/dashboard/alerts.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { upsertAlert, wasDismissed } from './alert-store.ts';
import { recordAudit } from './record-audit.ts';

/** A dismissed alert is not raised anew for so long. */
const QUIET_MS = 3_600_000;

/** Tells owners and admins on every page of the dashboard, or brings what they are told up to date. */
export async function raiseAlert(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  alert: { workspaceId: string; kind: Alert['kind']; detail: Alert['detail'] },
): Promise<void> {
  const { workspaceId, kind, detail } = alert;
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    if (await wasDismissed(tx.sql, workspaceId, kind, new Date(now.getTime() - QUIET_MS))) return;
    const isNew = await upsertAlert(tx.sql, { workspaceId, id: newId(), kind, detail }, now);
    if (isNew) {
      await recordAudit(deps, tx, {
        workspaceId,
        actor: { kind: 'halo' },
        action: 'alert.raised',
        subject: kind,
        detail: { ...detail },
      });
    }
    tx.afterCommit(() => deps.live.ring([`workspace:${workspaceId}:alerts`]));
  });
}
