import type postgres from 'postgres';
import { newId } from '../db/new-id.ts';

/** Rows that rooms above contacts need in their tests, written straight into the tables. Each answers its id. */

export async function addContact(
  sql: postgres.Sql,
  workspaceId: string,
  contact: { externalId?: string | null; name?: string; email?: string; lastSeen?: string } = {},
): Promise<string> {
  const id = newId();
  const email = contact.email ?? null;
  await sql`
    insert into contacts (workspace_id, id, kind, external_id, name, email, email_key, last_seen, created_at, updated_at)
    values (${workspaceId}, ${id}, ${contact.externalId === null ? 'lead' : 'user'},
      ${contact.externalId === undefined ? `user-${id}` : contact.externalId}, ${contact.name ?? null}, ${email},
      ${email?.toLowerCase() ?? null}, ${contact.lastSeen ?? null}, now(), now())`;
  return id;
}

export async function addSession(
  sql: postgres.Sql,
  workspaceId: string,
  session: { contactId?: string; claimedExternalId?: string; trust?: 'anonymous' | 'claimed' | 'verified' } = {},
): Promise<string> {
  const id = newId();
  const trust = session.trust ?? (session.contactId || session.claimedExternalId ? 'claimed' : 'anonymous');
  await sql`
    insert into sessions (workspace_id, id, token_hash, readable, contact_id, claimed_external_id, trust, created_at, last_seen)
    values (${workspaceId}, ${id}, decode(md5(${id}), 'hex'), true, ${session.contactId ?? null},
      ${session.claimedExternalId ?? null}, ${trust}, now(), now())`;
  return id;
}
