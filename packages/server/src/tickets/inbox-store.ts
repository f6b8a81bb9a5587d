import { type InboxRow, type InboxView, type InboxViewsAnswer, TICKET_VIEWS } from '@halo/wire/dashboard/inbox.ts';
import type { CompanyLink, Person } from '@halo/wire/dashboard/person.ts';
import { PICTURE_WORDS } from '../conversations/attachment.ts';
import { firstWords } from '../conversations/conversation.ts';
import type { Sql } from '../db/database.ts';
import { personOf, type ThreadPerson, teammateLink } from './inbox-line.ts';

/** Which list, as whom. */
export interface InboxList {
  workspaceId: string;
  view: InboxView;
  /** Whose `mine` is meant. */
  teammateId: string;
}

export interface InboxPlace {
  at: string;
  id: string;
}

const COUNTED = 1_000;
const TITLE_CHARACTERS = 120;

interface FaceRow extends ThreadPerson {
  companyRowId: string | null;
  companyId: string;
  companyName: string | null;
  companyPlan: string | null;
}

/** The person and company of a thread `x` (a ticket or conversation) that `k` and `o` were joined to. */
function faceColumns(sql: Sql) {
  return sql`
    x.contact_id as "contactId", k.external_id as "userId", x.claimed_external_id as "claimedUserId", k.kind,
    k.name, k.email, x.trust, k.trust_method as "trustMethod", k.trust_key_id as "trustKeyId",
    k.proven_at as "provenAt", o.id as "companyRowId", o.external_id as "companyId", o.name as "companyName",
    o.plan as "companyPlan"`;
}

function faceJoins(sql: Sql) {
  return sql`
    left join contacts k on k.workspace_id = x.workspace_id and k.id = x.contact_id
    left join companies o on o.workspace_id = x.workspace_id and o.id = x.company_id`;
}

function toFace(row: FaceRow): { person: Person; company: CompanyLink | null } {
  const { companyRowId: id, companyId, companyName, companyPlan: plan } = row;
  const company = id === null ? null : { id, companyId, displayName: companyName?.trim() || companyId, plan };
  return { person: personOf(row), company };
}

/** The person and company of one conversation. */
export async function findFace(sql: Sql, workspaceId: string, conversationId: string) {
  const [row] = await sql<FaceRow[]>`
    select ${faceColumns(sql)} from conversations x ${faceJoins(sql)}
    where x.workspace_id = ${workspaceId} and x.id = ${conversationId}`;
  return row ? toFace(row) : null;
}

function isTicketView(view: InboxView): view is (typeof TICKET_VIEWS)[number] {
  return (TICKET_VIEWS as readonly string[]).includes(view);
}

/** Which tickets `x`, or conversations `x`, a view holds. */
function held(sql: Sql, { view, teammateId }: InboxList) {
  if (view === 'all') return sql`x.status <> 'spam'`;
  if (view === 'mine') return sql`x.assignee_id = ${teammateId} and x.status not in ('resolved', 'spam')`;
  if (isTicketView(view)) return sql`x.status = ${view}`;
  return sql`x.status = ${view} and x.channel = 'chat' and x.last_message is not null`;
}

/** The rows of a view as `x`, each with its conversation as `c`. */
function rowsOf(sql: Sql, view: InboxView) {
  return isTicketView(view)
    ? sql`tickets x join conversations c on c.workspace_id = x.workspace_id and c.id = x.conversation_id`
    : sql`conversations x join conversations c on c.workspace_id = x.workspace_id and c.id = x.id`;
}

/** The messages of the person in `c` that no teammate has read. */
function unreadOf(sql: Sql) {
  return sql`
    from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id
      and m.seq > c.team_read_seq and m.author = 'user'`;
}

/** Counts a view up to 1,000 rows, and in how many of those the person has said something unread. */
export async function countView(sql: Sql, list: InboxList): Promise<InboxViewsAnswer['views'][number]> {
  const [row] = await sql<{ count: number; unread: number }[]>`
    select count(*)::int as count, (count(*) filter (where v.unread))::int as unread from (
      select c.last_user_seq > c.team_read_seq as unread
      from ${rowsOf(sql, list.view)}
      where x.workspace_id = ${list.workspaceId} and ${held(sql, list)}
      limit ${COUNTED + 1}) v`;
  const { count = 0, unread = 0 } = row ?? {};
  return {
    view: list.view,
    count: Math.min(count, COUNTED),
    atLeast: count > COUNTED,
    unread: Math.min(unread, COUNTED),
  };
}

/** People a search looks at: whoever types a word that more than a thousand bear goes on typing. */
const PEOPLE_FOUND = 1_000;

/** The conversations whose ticket or person has the words; each part by its own index. */
function found(sql: Sql, workspaceId: string, search: string) {
  return sql`
    select t.conversation_id from tickets t
    where t.workspace_id = ${workspaceId} and search_words(t.subject, t.name, t.email) @@ search_query(${search})
    union
    select h.id from conversations h
    where h.workspace_id = ${workspaceId} and h.contact_id in (
      select p.id from contacts p
      where p.workspace_id = ${workspaceId} and search_words(p.name, p.email, p.external_id) @@ search_query(${search})
      limit ${PEOPLE_FOUND})`;
}

interface InboxStoreRow extends FaceRow {
  id: string;
  conversationId: string;
  subject: string | null;
  firstWords: string | null;
  preview: string | null;
  previewAuthor: InboxRow['previewAuthor'];
  status: InboxRow['status'];
  handledBy: InboxRow['handledBy'];
  assigneeId: string | null;
  assigneeName: string | null;
  snoozedUntil: string | null;
  unread: number;
  at: string;
}

/** One page of a view, newest first, after `after`. `search`: words of a subject, a name, an e-mail or a user id. */
export async function listInbox(
  sql: Sql,
  list: InboxList,
  page: { search: string | undefined; after: InboxPlace | null; limit: number },
): Promise<InboxRow[]> {
  const { search, after, limit } = page;
  const tickets = isTicketView(list.view);
  const at = tickets ? sql`x.updated_at` : sql`x.last_message_at`;
  const own = tickets
    ? sql`x.conversation_id as "conversationId", x.subject, x.assignee_id as "assigneeId",
        x.assignee_name as "assigneeName", x.snoozed_until as "snoozedUntil"`
    : sql`x.id as "conversationId", null as subject, x.teammate_id as "assigneeId",
        x.teammate_name as "assigneeName", null as "snoozedUntil"`;
  const rows = await sql<InboxStoreRow[]>`
    select x.id, ${own}, x.status, ${at} as at, ${faceColumns(sql)}, c.handled_by as "handledBy",
      c.last_message as preview, c.last_author as "previewAuthor", (select count(*)::int ${unreadOf(sql)}) as unread,
      (select left(coalesce(nullif(f.body, ''), ${PICTURE_WORDS}), ${4 * TITLE_CHARACTERS}) from messages f
       where f.workspace_id = c.workspace_id and f.conversation_id = c.id and f.author = 'user'
       order by f.seq limit 1) as "firstWords"
    from ${rowsOf(sql, list.view)} ${faceJoins(sql)}
    where x.workspace_id = ${list.workspaceId} and ${held(sql, list)}
      ${after ? sql`and (${at}, x.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      ${search ? sql`and c.id in (${found(sql, list.workspaceId, search)})` : sql``}
    order by ${at} desc, x.id desc limit ${limit}`;
  return rows.map((row) => toInboxRow(row, tickets));
}

function toInboxRow(row: InboxStoreRow, isTicket: boolean): InboxRow {
  const { id, conversationId, preview, previewAuthor, status, handledBy, snoozedUntil, unread, at } = row;
  return {
    ...{ conversationId, preview, previewAuthor, status, handledBy, snoozedUntil, unread, at },
    kind: isTicket ? 'ticket' : 'conversation',
    ticketId: isTicket ? id : null,
    ...toFace(row),
    title: row.subject ?? firstWords(row.firstWords ?? row.preview ?? '', TITLE_CHARACTERS),
    assignee: teammateLink(row.assigneeId, row.assigneeName),
  };
}
