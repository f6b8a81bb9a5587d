import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { hashLinkToken } from './entry-link.ts';
import { deleteOwnerLinks, takeLink } from './entry-link-store.ts';
import { type FoundedWorkspace, foundWorkspace } from './found-workspace.ts';
import { findUsableLink, linkGone } from './open-link.ts';
import { recordAudit } from './record-audit.ts';
import { admitSignIn, forgetFailures } from './sign-in-waits.ts';
import { emailKey } from './teammate.ts';
import {
  addToWorkspace,
  findTeammateByEmail,
  hasOperator,
  insertTeammate,
  lockOwnership,
  markOperator,
  ownOrphans,
  type StoredTeammate,
} from './teammate-store.ts';
import { hasOwnWorkspace } from './workspace-store.ts';

export interface Acceptance {
  token: string;
  name: string;
  email: string;
  password: string;
  /** Of the first workspace; an owner link asks for it while there is none. */
  workspaceName?: string | undefined;
  clientIp: string;
}

/**
 * Uses a one-time link up: makes the teammate, or recognises one by the password they have, and lets them in. Answers
 * the workspace that an owner link founded, if it did. Signing in is the caller's next step.
 */
export async function acceptLink(
  deps: Pick<Deps, 'db' | 'now' | 'secrets' | 'publish'>,
  wanted: Acceptance,
): Promise<{ created: FoundedWorkspace | null }> {
  const link = await findUsableLink(deps, wanted.token);
  const email = emailKey(wanted.email);
  if (link.kind === 'invitation' && link.email !== email) {
    throw new Refusal('invalid_request', `This invitation is for ${link.email}.`, { path: 'email' });
  }
  const known = await recogniseTeammate(deps, email, wanted);
  const passwordHash = known ? null : await hashPassword(wanted.password);
  return deps.db.transaction(async (tx) => {
    if (link.kind === 'owner') await lockOwnership(tx.sql);
    const taken = await takeLink(tx.sql, hashLinkToken(wanted.token), deps.now());
    if (!taken) throw linkGone();
    const teammate = { id: known?.id ?? newId(), name: known?.name ?? wanted.name, email };
    if (passwordHash !== null) {
      const inserted = await insertTeammate(tx.sql, { ...teammate, accountId: newId(), passwordHash });
      if (!inserted) throw new Refusal('conflict', 'This address was taken a moment ago. Try again.');
    }
    const actor: Actor = { kind: 'teammate', ...teammate };
    if (taken.kind === 'owner') return { created: await enterAsOwner(tx, teammate.id, actor) };
    await addToWorkspace(tx.sql, taken.workspaceId, [teammate.id], taken.role);
    await recordAudit(deps, tx, {
      workspaceId: taken.workspaceId,
      actor,
      action: 'teammate.joined',
      subject: email,
      detail: { role: taken.role },
    });
    return { created: null };
  });

  async function enterAsOwner(
    tx: Parameters<Parameters<Deps['db']['transaction']>[0]>[0],
    teammateId: string,
    actor: Actor,
  ): Promise<FoundedWorkspace | null> {
    await deleteOwnerLinks(tx.sql);
    if (await hasOperator(tx.sql)) throw linkGone();
    await markOperator(tx.sql, teammateId);
    await ownOrphans(tx.sql, teammateId);
    if (await hasOwnWorkspace(tx.sql)) return null;
    if (!wanted.workspaceName) {
      throw new Refusal('invalid_request', 'workspaceName: name your workspace.', { path: 'workspaceName' });
    }
    return foundWorkspace(deps, tx, { name: wanted.workspaceName, actor, ownerId: teammateId });
  }
}

/** The teammate of an address, proven by their password; null for a new address. Guesses meet the waits of sign-in. */
async function recogniseTeammate(
  deps: Pick<Deps, 'db' | 'now'>,
  email: string,
  { password, clientIp }: Acceptance,
): Promise<StoredTeammate | null> {
  const known = await findTeammateByEmail(deps.db.sql, email);
  if (!known) return null;
  await admitSignIn(deps, { email, clientIp });
  if (!known.passwordHash || !(await verifyPassword({ hash: known.passwordHash, password }))) {
    throw new Refusal('sign_in_required', 'This address has a password already, and it is another one.');
  }
  await forgetFailures(deps, { email, clientIp });
  return known;
}
