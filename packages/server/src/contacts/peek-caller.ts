import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import { readSession } from '../identity/read-session.ts';
import { useOfSession } from '../identity/session.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { readCompaniesByName } from './company-store.ts';
import { findContact } from './contact-store.ts';
import { readMemberships } from './membership-store.ts';
import { readContactsByName } from './named-contact-store.ts';

export interface CallerToPeek {
  workspace: Workspace;
  proof: Proof;
  sessionId: string | null;
  companyId: string | null;
}

/** Whom a chat call like this one would be from. Ids are those of rows. */
export interface PeekedCaller {
  trust: CallTrust;
  contactId: string | null;
  sessionRowId: string | null;
  companyId: string | null;
}

/**
 * What `admitCaller` would find, without making or changing anything. A call that names nobody but a session looks at
 * that session as it is, with the trust it has; a session of somebody else is left alone.
 */
export async function peekCaller(deps: Pick<Deps, 'db' | 'now'>, call: CallerToPeek): Promise<PeekedCaller> {
  const { workspace, proof } = call;
  const found = call.sessionId === null ? null : await readSession(deps, workspace.id, call.sessionId);
  const live = found?.endedAt === null ? found : null;
  const { contact, heldBy } = await namedContact(deps, workspace, proof, live?.contactId ?? null);
  const bySession = proof.externalId === null && live !== null;
  const caller = { trust: proof.trust, contactId: contact?.id ?? null, externalId: proof.externalId, heldBy };
  const session = live && (bySession || useOfSession(live, caller) !== 'leave') ? live : null;
  const asked = await namedCompany(deps, workspace, contact?.id ?? null, call.companyId);
  return {
    trust: bySession ? live.trust : proof.trust,
    contactId: contact?.id ?? null,
    sessionRowId: session?.id ?? null,
    companyId: asked ?? session?.companyId ?? contact?.currentCompanyId ?? null,
  };
}

async function namedContact(deps: Pick<Deps, 'db'>, workspace: Workspace, proof: Proof, ofSession: string | null) {
  if (proof.externalId === null) {
    const contact = ofSession === null ? null : await findContact(deps.db.sql, workspace.id, ofSession);
    return { contact, heldBy: null };
  }
  const [named] = await readContactsByName(deps.db.sql, [{ workspaceId: workspace.id, externalId: proof.externalId }]);
  return { contact: named?.contact ?? null, heldBy: named?.redirect?.heldBy ?? null };
}

/** The company asked for, if the contact is a member (identity C2). */
async function namedCompany(
  deps: Pick<Deps, 'db'>,
  workspace: Workspace,
  contactId: string | null,
  asked: string | null,
) {
  if (contactId === null || asked === null) return null;
  const [company] = await readCompaniesByName(deps.db.sql, [{ workspaceId: workspace.id, externalId: asked }]);
  const memberships = await readMemberships(deps.db.sql, [{ workspaceId: workspace.id, id: contactId }]);
  return memberships.some(({ companyId }) => companyId === company?.id) ? (company?.id ?? null) : null;
}
