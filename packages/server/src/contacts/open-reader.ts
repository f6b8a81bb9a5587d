import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import { logRefusal } from '../identity/log-refusal.ts';
import { type Proof, proveUser } from '../identity/prove-user.ts';
import { readSession } from '../identity/read-session.ts';
import type { Session } from '../identity/session.ts';
import { rememberUndatedTokens, whenFirstSeen } from '../identity/undated-tokens.ts';
import { isUndated, refuseSignedOut, tokenName, type UserToken } from '../identity/user-token.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { findContact } from './contact-store.ts';
import { eraser } from './erasure.ts';
import { readErasures } from './erasure-store.ts';
import { type NamedContact, readContactsByName } from './named-contact-store.ts';

export interface ReaderToOpen {
  workspace: Workspace;
  key: CallerKey;
  /** From `X-Halo-Session` and `X-Halo-User-Token`; never from a URL. */
  sessionId: string | null;
  userToken: string | null;
  /** Named by a server key, whose word is proof. */
  userId?: string | number | null | undefined;
  requestId: string;
  sdk: string | null;
  receivedAt: Date;
  clientIp?: string;
}

/** Whose conversations a call may read. Ids are those of rows. */
export interface Reader {
  workspaceId: string;
  sessionId: string;
  /** The nil id, which no row has, while the session has not spoken yet. */
  sessionRowId: string;
  contactId: string | null;
  /** The merged contact that the token proves instead: only what was held under it is theirs (safety R5). */
  heldBy: string | null;
  trust: CallTrust;
  /** When this permission ends by itself: the end of the token. */
  until: Date | null;
}

/** The row of a session that has not spoken yet: none has it. */
export const NO_SESSION = '00000000-0000-0000-0000-000000000000';
const GRACE_MS = 60_000;

/**
 * Lets a caller read their own history (identity S6, S7, safety R1, R2). A session that a token bound opens only with a
 * valid token for that person, signed since they were last signed out everywhere; a claimed one passes the mode's gate;
 * an ended one opens nothing. Throws `session_closed` and the identity refusals.
 */
export async function openReader(
  deps: Pick<Deps, 'db' | 'secrets' | 'now' | 'log' | 'live' | 'config'>,
  call: ReaderToOpen,
): Promise<Reader> {
  const { workspace } = call;
  if (!call.sessionId) throw new Refusal('session_closed', 'Send the session id in the header "X-Halo-Session".');
  const session = await readSession(deps, workspace.id, call.sessionId);
  if (session?.endedAt) throw new Refusal('session_closed', 'This session has ended.');
  const proof = await proveUser(deps, { ...call, userId: call.userId, harmlessWhenAnonymous: true });
  const [own] =
    proof.externalId === null
      ? []
      : await readContactsByName(deps.db.sql, [{ workspaceId: workspace.id, externalId: proof.externalId }]);
  if (proof.token) {
    const since = own ? validFrom(own) : await erasedAt(deps, workspace.id, proof);
    if (own || since.length > 0) await refuseOldToken(deps, call, proof, proof.token, since, own?.contact.id ?? null);
  }
  const contactId = own?.contact.id ?? null;
  const heldBy = own?.redirect?.heldBy ?? null;
  const until = proof.expiresAt && new Date(proof.expiresAt.getTime() + GRACE_MS);
  const reader: Reader = {
    workspaceId: workspace.id,
    sessionId: call.sessionId,
    sessionRowId: session?.readable ? session.id : NO_SESSION,
    contactId,
    heldBy,
    trust: proof.trust,
    until,
  };
  if (!session || (session.contactId === null && session.claimedExternalId === null)) return reader;

  if (proof.trust === 'verified') {
    const mine =
      session.contactId === null
        ? session.claimedExternalId === proof.externalId
        : session.contactId === contactId && session.heldBy === heldBy;
    if (!mine) throw new Refusal('identity_mismatch', 'This session belongs to another user.');
    return reader;
  }
  const boundByToken = session.trust === 'verified' && session.method === 'token';
  const refused = boundByToken || workspace.identityMode === 'enforce';
  if (refused || workspace.identityMode === 'report') await logUnproved(deps, call, proof, session, refused);
  if (refused) throw new Refusal('identity_required', 'This session needs the user token it belongs to.');
  return { ...reader, contactId: session.contactId, heldBy: session.heldBy, trust: 'claimed' };
}

/** From when on tokens prove this person. */
function validFrom({ contact, redirect }: NamedContact): string[] {
  return [contact.sessionsValidFrom, redirect?.validFrom].flatMap((at) => at ?? []);
}

/** When a person of whom nothing is left was erased: their tokens from before stay dead (safety K2). */
async function erasedAt(
  deps: Pick<Deps, 'db' | 'secrets'>,
  workspaceId: string,
  { externalId }: Proof,
): Promise<string[]> {
  if (externalId === null) return [];
  const names = [eraser(deps.secrets).ofUserId(workspaceId, externalId)];
  return [...(await readErasures(deps.db.sql, names)).values()].map((tombstone) => tombstone.erasedAt);
}

/** A token from before its person was signed out everywhere, or erased, reads nothing, in no session (safety K2). */
async function refuseOldToken(
  deps: Pick<Deps, 'db' | 'now' | 'log' | 'live'>,
  { workspace, receivedAt: at, sdk, requestId, clientIp = 'unknown' }: ReaderToOpen,
  { externalId, keyId }: Proof,
  token: UserToken,
  since: readonly string[],
  contactId: string | null,
): Promise<void> {
  const undated = isUndated(token) ? [{ workspaceId: workspace.id, token }] : [];
  const seen = await whenFirstSeen(deps.db.sql, undated);
  await rememberUndatedTokens(
    deps.db.sql,
    undated.filter(() => seen.size === 0),
    deps.now(),
  );
  try {
    const seenAt = seen.get(tokenName(token)) ?? null;
    for (const each of since) refuseSignedOut(token, each, seenAt);
  } catch (error) {
    const line = { workspaceId: workspace.id, at, contactId, externalId, sdk, requestId, keyId };
    logRefusal(
      deps,
      { ...line, source: 'browser', level: 'claimed', result: 'refused', reason: 'signed_out' },
      clientIp,
    );
    throw error;
  }
}

/** A bound session names its person, so the gate notes who reads without a token (safety W3). */
async function logUnproved(
  deps: Pick<Deps, 'db' | 'log' | 'live'>,
  { workspace, receivedAt: at, sdk, requestId, userToken, clientIp = 'unknown' }: ReaderToOpen,
  { wouldRefuse }: Proof,
  { contactId, claimedExternalId }: Session,
  refused: boolean,
): Promise<void> {
  // A bad token has left its own line where the mode judges tokens.
  if (userToken && workspace.identityMode !== 'off') return;
  const contact = contactId === null ? null : await findContact(deps.db.sql, workspace.id, contactId);
  const externalId = contact ? contact.externalId : claimedExternalId;
  const result = refused ? ('refused' as const) : ('would_refuse' as const);
  const line = { workspaceId: workspace.id, at, contactId, externalId, result, sdk, requestId };
  logRefusal(
    deps,
    { ...line, source: 'browser', level: 'claimed', reason: wouldRefuse ?? 'no_token', keyId: null },
    clientIp,
  );
}
