import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { readCompanyId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { readClaims } from './call-body.ts';
import type { ContactWrite } from './contact-write.ts';
import { leadEmailsOf } from './lead-email.ts';
import { liveWrite } from './live-write.ts';
import { own } from './record-columns.ts';
import { spoken } from './spoken.ts';

export interface CallerToAdmit {
  workspace: Workspace;
  proof: Proof;
  /** As the browser holds it; null asks for a new session. */
  sessionId: string | null;
  companyId?: string | number | null;
  /** What the call sends along: usable for this session only, never stored on the person. */
  said?: { customFields?: Record<string, unknown> | null; context?: Record<string, unknown> | null };
  /** Events and tickets make a contact of a claimed id too; chat does not (identity K1). */
  createContact?: boolean;
  mayCreate?: ContactWrite['mayCreate'];
  door?: string;
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
}

/** Who a call is from, in which session, and for which company. Ids are those of rows. */
export interface Admitted {
  workspaceId: string;
  /** How far the call counts as the contact's own. */
  trust: CallTrust;
  session: { id: string; sessionId: string; readable: boolean; isNew: boolean };
  contactId: string | null;
  /** The merged contact that the call's token proves instead. */
  heldBy: string | null;
  externalId: string | null;
  /** An id that was claimed and that Halo does not know. */
  claimedExternalId: string | null;
  companyId: string | null;
  name: string | null;
  email: string | null;
}

/**
 * Lets a chat, event or ticket in: a valid token's claims are applied first as identify would (identity K1), the session
 * is found or made, bound to the person, and never handed from one person to another.
 */
export async function admitCaller(deps: Pick<Deps, 'writer'>, call: CallerToAdmit): Promise<Admitted> {
  const { workspace, proof } = call;
  const claims = readClaims(proof, workspace.timeZone);
  const verified = proof.trust === 'verified';
  const company = readCompanyId(call.companyId);
  const outcome = await deps.writer.submit({
    ...liveWrite(call),
    door: call.door ?? 'chat',
    person:
      proof.externalId === null
        ? null
        : {
            externalId: proof.externalId,
            mode: verified || call.createContact ? 'upsert' : 'lookup',
            traits: claims.traits,
            context: null,
            seen: true,
            announces: proof.method === 'token',
          },
    company: company.ok
      ? { externalId: company.id, mode: 'member', traits: [], context: null, remove: false, proven: false }
      : null,
    provenCompanies: claims.companies,
    leadEmails: leadEmailsOf(proof),
    session: {
      sessionId: call.sessionId,
      successor: null,
      said: { traits: spoken('user', call.said?.customFields), context: call.said?.context ?? undefined },
      replaceContext: Boolean(call.said?.context),
      expiresAt: proof.expiresAt,
      claims: proof.claims,
    },
    messageId: null,
    mayCreate: call.mayCreate ?? (() => true),
    wouldRefuse: null,
    ignored: [],
    logged: false,
  });
  const text = (key: string) => {
    const value = outcome.contact ? own(outcome.contact.values, key) : undefined;
    return typeof value === 'string' && value.trim() ? value : null;
  };
  return {
    workspaceId: workspace.id,
    trust: outcome.trust,
    session: outcome.session!,
    contactId: outcome.contact?.id ?? null,
    heldBy: outcome.heldBy,
    externalId: outcome.contact?.externalId ?? null,
    claimedExternalId: outcome.claimedExternalId,
    companyId: outcome.companyId,
    name: text('name'),
    email: text('email'),
  };
}
