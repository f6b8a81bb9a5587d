import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import { successorOf } from '../identity/session.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { type RecordBody, readClaims, readRecordBody } from './call-body.ts';
import type { ContactWrite, WriteOutcome } from './contact-write.ts';
import { leadEmailsOf } from './lead-email.ts';
import { liveWrite } from './live-write.ts';
import { spoken } from './spoken.ts';

export interface IdentifyCall {
  workspace: Workspace;
  key: CallerKey;
  proof: Proof;
  body: RecordBody & { session_id?: string | null; rotate_session?: boolean | null; message_id?: string | null };
  mayCreate: ContactWrite['mayCreate'];
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
}

/**
 * Creates or updates the person a call names and ties its session to them (identity §1). Traits of the body are as
 * trusted as the caller; claims of a valid token are verified and rank above them.
 */
export function identifyUser(
  deps: Pick<Deps, 'writer' | 'config' | 'secrets'>,
  call: IdentifyCall & { proof: Proof & { externalId: string } },
): Promise<WriteOutcome> {
  const { workspace, proof, body } = call;
  const said = readRecordBody('user', body, {
    level: proof.trust !== 'verified' ? 0 : proof.method === 'server_key' ? 2 : 1,
    receivedAt: call.receivedAt,
    zone: workspace.timeZone,
    docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
  });
  const claims = readClaims(proof, workspace.timeZone);
  return deps.writer.submit({
    ...liveWrite(call),
    door: 'users/identify',
    person: {
      externalId: proof.externalId,
      mode: 'upsert',
      traits: [...said.traits, ...claims.traits],
      context: said.context,
      seen: true,
      announces: true,
    },
    company: null,
    provenCompanies: claims.companies,
    leadEmails: leadEmailsOf(proof, body.traits, body.set_once),
    session: body.session_id
      ? {
          sessionId: body.session_id,
          successor: body.rotate_session ? successor(deps, body.session_id) : null,
          said: { traits: spoken('user', body.traits), context: body.context ?? undefined },
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
}

function successor(deps: Pick<Deps, 'secrets'>, sessionId: string): (rowId: string) => string {
  const key = deps.secrets.derive('session successor');
  return (rowId) => successorOf(key, rowId, sessionId);
}
