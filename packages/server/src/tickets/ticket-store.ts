import type { RoutingDecision } from '@halo/wire/dashboard/routing.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import type { Facts } from '../filters/read-value.ts';
import type { Ticket } from './ticket.ts';
import { subjectFacts } from './ticket-facts.ts';

interface TicketRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  contact_id: string | null;
  company_id: string | null;
  claimed_external_id: string | null;
  trust: CallTrust;
  subject: string;
  status: Ticket['status'];
  source: string;
  email: string | null;
  name: string | null;
  metadata: Record<string, unknown>;
  ai_enabled: boolean;
  inbox_id: string | null;
  category_id: string | null;
  auto_created: boolean;
  routing: RoutingDecision | null;
  assignee_id: string | null;
  assignee_name: string | null;
  reason: Record<string, unknown> | null;
  snoozed_until: string | null;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
}

const COLUMNS = [
  'workspace_id',
  'id',
  'conversation_id',
  'contact_id',
  'company_id',
  'claimed_external_id',
  'trust',
  'subject',
  'status',
  'source',
  'email',
  'name',
  'metadata',
  'ai_enabled',
  'inbox_id',
  'category_id',
  'auto_created',
  'routing',
  'assignee_id',
  'assignee_name',
  'reason',
  'snoozed_until',
  'created_at',
  'updated_at',
  'resolved_at',
];

function toTicket(row: TicketRow): Ticket {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    companyId: row.company_id,
    claimedExternalId: row.claimed_external_id,
    trust: row.trust,
    subject: row.subject,
    status: row.status,
    source: row.source,
    email: row.email,
    name: row.name,
    metadata: row.metadata,
    aiEnabled: row.ai_enabled,
    inboxId: row.inbox_id,
    categoryId: row.category_id,
    autoCreated: row.auto_created,
    routing: row.routing,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name,
    reason: row.reason,
    snoozedUntil: row.snoozed_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    resolvedAt: row.resolved_at,
  };
}

export async function findTicket(sql: Sql, workspaceId: string, id: string): Promise<Ticket | null> {
  const [row] = await sql<TicketRow[]>`
    select ${sql(COLUMNS)} from tickets where workspace_id = ${workspaceId} and id = ${id}`;
  return row ? toTicket(row) : null;
}

export async function findTicketOfConversation(
  sql: Sql,
  workspaceId: string,
  conversationId: string,
): Promise<Ticket | null> {
  const [row] = await sql<TicketRow[]>`
    select ${sql(COLUMNS)} from tickets where workspace_id = ${workspaceId} and conversation_id = ${conversationId}`;
  return row ? toTicket(row) : null;
}

/** The ticket of a conversation that is locked already, locked too. */
export async function lockTicketOfConversation(
  sql: Sql,
  workspaceId: string,
  conversationId: string,
): Promise<Ticket | null> {
  const [row] = await sql<TicketRow[]>`
    select ${sql(COLUMNS)} from tickets
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} for no key update`;
  return row ? toTicket(row) : null;
}

/** The ticket a call has made before. Equal calls wait here for each other until their transactions end. */
export async function claimCall(sql: Sql, workspaceId: string, callKey: Buffer): Promise<Ticket | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`halo:ticket:${callKey.toString('hex')}`}, 0))`;
  const [row] = await sql<TicketRow[]>`
    select ${sql(COLUMNS)} from tickets where workspace_id = ${workspaceId} and call_key = ${callKey}`;
  return row ? toTicket(row) : null;
}

export async function insertTicket(sql: Sql, ticket: Ticket, facts: Facts, callKey: Buffer | null): Promise<void> {
  const t = ticket;
  await sql`
    insert into tickets (workspace_id, id, conversation_id, contact_id, company_id, claimed_external_id, trust, subject,
      status, source, email, name, metadata, ai_enabled, auto_created, assignee_id, assignee_name, reason, snoozed_until,
      call_key, created_at, updated_at, resolved_at, facts, facts_read)
    values (${t.workspaceId}, ${t.id}, ${t.conversationId}, ${t.contactId}, ${t.companyId}, ${t.claimedExternalId},
      ${t.trust}, ${t.subject}, ${t.status}, ${t.source}, ${t.email}, ${t.name},
      ${JSON.stringify(t.metadata)}::text::json, ${t.aiEnabled}, ${t.autoCreated}, ${t.assigneeId},
      ${t.assigneeName}, ${t.reason && JSON.stringify(t.reason)}::text::json, ${t.snoozedUntil}, ${callKey},
      ${t.createdAt}, ${t.updatedAt}, ${t.resolvedAt}, ${JSON.stringify(facts)}::text::jsonb, true)`;
}

/** Writes everything of a locked ticket that its life may change. */
export async function saveTicket(sql: Sql, ticket: Ticket): Promise<void> {
  const t = ticket;
  await sql`
    update tickets set subject = ${t.subject}, status = ${t.status}, ai_enabled = ${t.aiEnabled},
      inbox_id = ${t.inboxId}, category_id = ${t.categoryId}, routing = ${t.routing && JSON.stringify(t.routing)}::text::json,
      facts = (facts - 'email_subject') || ${JSON.stringify(subjectFacts(t.subject))}::text::jsonb,
      assignee_id = ${t.assigneeId}, assignee_name = ${t.assigneeName},
      reason = ${t.reason && JSON.stringify(t.reason)}::text::json, snoozed_until = ${t.snoozedUntil},
      updated_at = ${t.updatedAt}, resolved_at = ${t.resolvedAt}
    where workspace_id = ${t.workspaceId} and id = ${t.id}`;
}

/**
 * What messages do to the tickets of their conversations: each rises in its list, and one whose customer wrote comes
 * back from resolved or snoozed. Answers the conversations whose ticket came back.
 */
export async function stirTickets(
  sql: Sql,
  workspaceId: string,
  news: { conversationIds: string[]; customerIds: string[] },
  now: Date,
): Promise<string[]> {
  const at = now.toISOString();
  const rows = await sql<{ conversation_id: string; came_back: boolean }[]>`
    with stirred as (
      select id, status in ('resolved', 'snoozed') and conversation_id = any(${news.customerIds}::uuid[]) as came_back
      from tickets
      where workspace_id = ${workspaceId} and conversation_id = any(${news.conversationIds}::uuid[])
      order by id for no key update)
    update tickets t set
      updated_at = ${at},
      status = case when s.came_back then 'open' else t.status end,
      resolved_at = case when s.came_back then null else t.resolved_at end,
      snoozed_until = case when s.came_back then null else t.snoozed_until end
    from stirred s where t.workspace_id = ${workspaceId} and t.id = s.id
    returning t.conversation_id, s.came_back`;
  return rows.flatMap((row) => (row.came_back ? [row.conversation_id] : []));
}

/** Opens at most `limit` snoozed tickets whose time has come. */
export async function wakeTickets(sql: Sql, now: Date, limit: number): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    with due as (
      select workspace_id, id from tickets
      where status = 'snoozed' and snoozed_until <= ${now.toISOString()}
      order by workspace_id, id limit ${limit} for no key update skip locked)
    update tickets t set status = 'open', snoozed_until = null, updated_at = ${now.toISOString()}
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning ${sql(COLUMNS.map((column) => `t.${column}`))}`;
  return rows.map(toTicket);
}

/** Tickets whose words were never read, locked. */
export async function lockUnread(sql: Sql, limit: number): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    select ${sql(COLUMNS)} from tickets where not facts_read
    order by workspace_id, id limit ${limit} for no key update skip locked`;
  return rows.map(toTicket);
}

export async function saveFacts(sql: Sql, { workspaceId, id }: Ticket, facts: Facts): Promise<void> {
  await sql`
    update tickets set facts = ${JSON.stringify(facts)}::text::jsonb, facts_read = true
    where workspace_id = ${workspaceId} and id = ${id}`;
}

const LATEST = 500;
const MOST_KEYS = 100;

/** The keys of custom fields that the latest tickets carry, those of most tickets first. */
export async function listRecentKeys(sql: Sql, workspaceId: string): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select substr(k.key, ${'custom:'.length + 1}) as key
    from (
      select facts from tickets where workspace_id = ${workspaceId} order by updated_at desc, id desc limit ${LATEST}) t
    cross join lateral jsonb_object_keys(t.facts) k(key)
    where starts_with(k.key, 'custom:')
    group by k.key order by count(*) desc, k.key limit ${MOST_KEYS}`;
  return rows.map(({ key }) => key);
}
