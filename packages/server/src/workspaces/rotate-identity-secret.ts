import type { Deps } from '../deps.ts';
import { addIdentitySecret, type NewIdentitySecret } from '../identity/add-identity-secret.ts';
import { endOtherSecrets } from '../identity/end-identity-secrets.ts';
import { forgetKeyRings } from '../identity/key-ring.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Makes a new identity secret. The ones before it go on verifying for `endOthersAfterHours`, 0 ending them now; null
 * leaves them as they are. All in one transaction: a failed rotation leaves the old secrets untouched.
 */
export async function rotateIdentitySecret(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  wanted: { workspaceId: string; endOthersAfterHours: number | null; actor: Actor },
): Promise<NewIdentitySecret> {
  const { workspaceId, endOthersAfterHours, actor } = wanted;
  const made = await deps.db.transaction(async (tx) => {
    const secret = await addIdentitySecret(deps, tx, workspaceId);
    if (endOthersAfterHours !== null) {
      await endOtherSecrets(
        tx,
        workspaceId,
        secret.id,
        new Date(deps.now().getTime() + endOthersAfterHours * 3_600_000),
      );
    }
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'identity_secret.created',
      subject: secret.id,
      detail: { end_others_after_hours: endOthersAfterHours },
    });
    return secret;
  });
  forgetKeyRings(deps);
  return made;
}
