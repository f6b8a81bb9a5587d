import type { Deps } from '../deps.ts';
import { sourceOfCall } from '../identity/identify-log.ts';
import { readClaims, readRecordBody, requireCompanyId } from './call-body.ts';
import type { WriteOutcome } from './contact-write.ts';
import type { IdentifyCall } from './identify-user.ts';
import { leadEmailsOf } from './lead-email.ts';
import { liveWrite } from './live-write.ts';
import { spoken } from './spoken.ts';

export interface IdentifyCompanyCall extends IdentifyCall {
  companyId: unknown;
  remove: boolean;
}

/**
 * Creates or updates a company and links, or unlinks, the person the call names (identity §4). What a proven member
 * says is `self`, a server key's word is verified, anybody else's is claimed. An unknown person is created, so that the
 * link exists.
 */
export async function identifyCompany(
  deps: Pick<Deps, 'writer' | 'config'>,
  call: IdentifyCompanyCall,
): Promise<WriteOutcome> {
  const { workspace, proof, body } = call;
  const companyId = requireCompanyId(call.companyId);
  const claims = readClaims(proof, workspace.timeZone);
  const byKey = call.key.kind === 'server';
  const byToken = claims.companies.includes(companyId);
  const said = readRecordBody('company', body, {
    level: byKey ? 2 : byToken ? 1 : 0,
    receivedAt: call.receivedAt,
    zone: workspace.timeZone,
    docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
  });
  const outcome = await deps.writer.submit({
    ...liveWrite(call),
    // A server key speaks for the company also where the call names nobody.
    source: sourceOfCall({ byServerKey: byKey, sdk: call.sdk }),
    door: 'companies/identify',
    trust: byKey ? 'verified' : proof.trust,
    method: byKey ? 'server_key' : proof.method,
    keyId: byKey && call.key.kind === 'server' ? call.key.id : proof.keyId,
    person:
      proof.externalId === null
        ? null
        : {
            externalId: proof.externalId,
            // Leaving makes nobody.
            mode: call.remove ? 'lookup' : 'upsert',
            traits: call.remove ? [] : claims.traits,
            context: null,
            seen: !byKey,
            announces: proof.method === 'token',
          },
    company: {
      externalId: companyId,
      mode: 'upsert',
      traits: call.remove ? [] : said.traits,
      context: call.remove ? null : said.context,
      remove: call.remove,
      proven: byKey || byToken,
    },
    provenCompanies: call.remove ? [] : claims.companies,
    leadEmails: leadEmailsOf(proof),
    session: body.session_id
      ? {
          sessionId: body.session_id,
          successor: null,
          said: {
            companyExternalId: companyId,
            companyTraits: spoken('company', body.traits),
            companyContext: body.context ?? undefined,
          },
          replaceContext: false,
          expiresAt: proof.expiresAt,
          claims: proof.claims,
        }
      : null,
    messageId: body.message_id ?? null,
    mayCreate: call.mayCreate,
    wouldRefuse: proof.wouldRefuse,
    ignored: [...said.ignored, ...claims.ignored],
    logged: true,
  });
  return withheld(call, outcome);
}

/** Names it when stored company data will stay out of the prompt for want of a proven membership (identity C5). */
function withheld(call: IdentifyCompanyCall, outcome: WriteOutcome): WriteOutcome {
  if (call.workspace.identityMode !== 'enforce' || call.key.kind === 'server' || call.remove) return outcome;
  const membership = outcome.memberships.find(({ companyId }) => companyId === outcome.company?.id);
  const proven =
    membership?.trust === 'verified' ||
    (call.workspace.companyProof === 'member' && membership !== undefined && call.proof.trust === 'verified');
  return proven
    ? outcome
    : { ...outcome, ignored: [...outcome.ignored, { key: 'company', reason: 'company_unverified' }] };
}
