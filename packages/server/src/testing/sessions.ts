import { createHash, randomBytes } from 'node:crypto';
import { signToken, type TestHalo, type TestWorkspace } from './test-halo.ts';

/** An id as a browser makes one. */
export function newSession(): string {
  return `sess_${randomBytes(16).toString('base64url')}`;
}

/** A token for a user that is good for an hour of the test's own clock. */
export function proofOf(halo: TestHalo, workspace: TestWorkspace, user_id: string, claims: object = {}): string {
  const exp = Math.floor(halo.deps.now().getTime() / 1000) + 3_600;
  return signToken(workspace.secret.secret, { user_id, exp, ...claims });
}

/** How many conversations a session, with or without a token, may read, or the code with which it is refused. */
export async function ownHistory(
  halo: TestHalo,
  { widgetKey }: TestWorkspace,
  session: string,
  token?: string,
): Promise<number | string> {
  const headers = { 'x-halo-session': session, ...(token && { 'x-halo-user-token': token }) };
  const { status, body } = await halo.call('/conversations', widgetKey, undefined, { headers });
  return status === 200 ? body.conversations.length : body.code;
}

/** The user id of the person whom a session belongs to, by the id that a browser holds now. */
export async function personOfSession(halo: TestHalo, { id }: TestWorkspace, session: string): Promise<string | null> {
  const hash = createHash('sha256').update(session).digest();
  const [row] = await halo.sql`
    select c.external_id from sessions s left join contacts c on c.workspace_id = s.workspace_id and c.id = s.contact_id
    where s.workspace_id = ${id} and s.token_hash = ${hash}`;
  return row?.external_id ?? null;
}
