import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import type { Deps } from '../deps.ts';
import { wasTokenEverAccepted } from '../identity/was-token-ever-accepted.ts';
import { displayName } from './contact.ts';
import { readFigures } from './identity-figures-store.ts';
import { storedTime } from './traits.ts';

const DAYS = 7;
const AFFECTED_SHOWN = 50;

/** What the last seven days say about the identity mode: who was proven, who was or would be refused, and why. */
export async function readIdentityFigures(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
): Promise<IdentityFigures> {
  const to = deps.now();
  const from = new Date(to.getTime() - DAYS * 86_400_000);
  const [figures, everVerified] = await Promise.all([
    readFigures(deps.db.sql, workspaceId, from, AFFECTED_SHOWN),
    wasTokenEverAccepted(deps, workspaceId),
  ]);
  return {
    from: storedTime(from),
    to: storedTime(to),
    ...figures,
    affected: figures.affected.map(({ name, email, ...person }) => ({
      ...person,
      displayName: displayName({ name, email }),
    })),
    everVerified,
  };
}
