import {
  type InboxFunnel,
  type InboxRow,
  type InboxView,
  type InboxViewsAnswer,
  TICKET_VIEWS,
} from '@halo/wire/dashboard/inbox.ts';
import type { CompanyLink, Person } from '@halo/wire/dashboard/person.ts';
import { PICTURE_WORDS } from '../conversations/attachment.ts';
import { firstWords } from '../conversations/conversation.ts';
import type { Sql } from '../db/database.ts';
import type { Bind } from '../filters/condition-sql.ts';
import { conditionsOf, type Filter } from '../filters/filter.ts';
import { binding } from '../filters/filter-to-sql.ts';
import { type TicketScope, ticketFilterSql, ticketFunnelSql } from '../filters/ticket-filter.ts';
import { personOf, type ThreadPerson, teammateLink } from './inbox-line.ts';

/** Which list, as whom. */
export interface InboxList {
  workspaceId: string;
  view: InboxView;
  /** Whose `mine` is meant. */
  teammateId: string;
}

/** What narrows a view. */
export interface InboxQuestion {
  /** Words of a subject, a name, an e-mail or a user id. */
  search: string | undefined;
  filter: { filter: Filter; scope: TicketScope } | null;
}

const NO_QUESTION: InboxQuestion = { search: undefined, filter: null };

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

/** The person and company of a thread `x` (a ticket or conversation) that `k` and `o` are joined to. */
const FACE_COLUMNS = `
    x.contact_id as "contactId", k.external_id as "userId", x.claimed_external_id as "claimedUserId", k.kind,
    k.name, k.email, x.trust, k.trust_method as "trustMethod", k.trust_key_id as "trustKeyId",
    k.proven_at as "provenAt", o.id as "companyRowId", o.external_id as "companyId", o.name as "companyName",
    o.plan as "companyPlan"`;

const FACE_JOINS = `
    left join contacts k on k.workspace_id = x.workspace_id and k.id = x.contact_id
    left join companies o on o.workspace_id = x.workspace_id and o.id = x.company_id`;

function toFace(row: FaceRow): { person: Person; company: CompanyLink | null } {
  const { companyRowId: id, companyId, companyName, companyPlan: plan } = row;
  const company = id === null ? null : { id, companyId, displayName: companyName?.trim() || companyId, plan };
  return { person: personOf(row), company };
}

/** The person and company of one conversation. */
export async function findFace(sql: Sql, workspaceId: string, conversationId: string) {
  const [row] = await sql.unsafe<FaceRow[]>(
    `select ${FACE_COLUMNS} from conversations x ${FACE_JOINS} where x.workspace_id = $1 and x.id = $2`,
    [workspaceId, conversationId],
    { prepare: true },
  );
  return row ? toFace(row) : null;
}

function isTicketView(view: InboxView): view is (typeof TICKET_VIEWS)[number] {
  return (TICKET_VIEWS as readonly string[]).includes(view);
}

/** Which tickets `x`, or conversations `x`, of a view are asked for. */
function heldSql({ workspaceId, view, teammateId }: InboxList, { search, filter }: InboxQuestion, bind: Bind): string {
  const workspace = `${bind(workspaceId)}::text::uuid`;
  const parts = [`x.workspace_id = ${workspace}`];
  if (view === 'all') parts.push("x.status <> 'spam'");
  else if (view === 'mine') {
    parts.push(`x.assignee_id = ${bind(teammateId)}::text and x.status not in ('resolved', 'spam')`);
  } else parts.push(`x.status = ${bind(view)}::text`);
  if (!isTicketView(view)) parts.push("x.channel = 'chat' and x.last_message is not null");
  if (search) parts.push(`c.id in (${foundSql(workspace, `${bind(search)}::text`)})`);
  if (filter) parts.push(ticketFilterSql(filter.filter, filter.scope, bind));
  return parts.join(' and ');
}

/** The rows of a view as `x`, each with its conversation as `c`; for a filter also its ticket `t` and facts `f`. */
function rowsSql(view: InboxView, filter: InboxQuestion['filter']): string {
  const own = isTicketView(view)
    ? ['tickets', 'x.conversation_id', 'x.id = t.id']
    : ['conversations', 'x.id', 'x.id = t.conversation_id'];
  const [table, conversation, same] = own;
  const rows = `${table} x join conversations c on c.workspace_id = x.workspace_id and c.id = ${conversation}`;
  if (!filter) return rows;
  return `${rows} left join tickets t on t.workspace_id = x.workspace_id and ${same}
    left join contact_facts f on f.workspace_id = x.workspace_id and f.contact_id = x.contact_id`;
}

/** The messages of the person in `c` that no teammate has read. */
const UNREAD = `
    from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id
      and m.seq > c.team_read_seq and m.author = 'user'`;

/** Counts a view up to 1,000 rows, and in how many of those the person has said something unread. */
export async function countView(
  sql: Sql,
  list: InboxList,
  question: InboxQuestion = NO_QUESTION,
): Promise<InboxViewsAnswer['views'][number]> {
  const { bind, params } = binding();
  const [row] = await sql.unsafe<{ count: number; unread: number }[]>(
    `select count(*)::int as count, (count(*) filter (where v.unread))::int as unread from (
      select c.last_user_seq > c.team_read_seq as unread
      from ${rowsSql(list.view, question.filter)}
      where ${heldSql(list, question, bind)}
      limit ${COUNTED + 1}) v`,
    params as never[],
    { prepare: question.filter === null },
  );
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
function foundSql(workspace: string, search: string): string {
  return `
    select k.conversation_id from tickets k
    where k.workspace_id = ${workspace} and search_words(k.subject, k.name, k.email) @@ search_query(${search})
    union
    select h.id from conversations h
    where h.workspace_id = ${workspace} and h.contact_id in (
      select p.id from contacts p
      where p.workspace_id = ${workspace} and search_words(p.name, p.email, p.external_id) @@ search_query(${search})
      limit ${PEOPLE_FOUND})`;
}

/** So many of a view are counted down, the latest first: why nothing passes shows in them. */
const LOOKED_AT = 10_000;

/**
 * How a filter counts down over the latest of a view, condition by condition, and how many of those are nobody's that is
 * known. Null for a filter without conditions.
 */
export async function countDown(sql: Sql, list: InboxList, question: InboxQuestion): Promise<InboxFunnel | null> {
  const { filter: asked, search } = question;
  const conditions = asked ? conditionsOf(asked.filter) : [];
  if (!asked || conditions.length === 0) return null;
  const { bind, params } = binding();
  const { judged, counts } = ticketFunnelSql(asked.filter, asked.scope, bind);
  const at = isTicketView(list.view) ? 'x.updated_at' : 'x.last_message_at';
  const [row] = await sql.unsafe<Record<string, number>[]>(
    `select count(*)::int as looked, (count(*) filter (where nobody))::int as visitors, ${counts} from (
      select f.contact_id is null as nobody, ${judged} from ${rowsSql(list.view, asked)}
      where ${heldSql(list, { search, filter: null }, bind)}
      order by ${at} desc, x.id desc limit ${LOOKED_AT}) judged`,
    params as never[],
  );
  const { looked = 0, visitors = 0 } = row ?? {};
  const funnel = conditions.map(({ path, field, op }, index) => ({
    ...{ path, field: field.name, op },
    ...{ pass: row![`pass${index}`]!, missing: row![`missing${index}`]!, left: row![`left${index}`]! },
  }));
  return { funnel, looked, isAll: looked < LOOKED_AT, visitors };
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

/** One page of a view, newest first, after `after`. */
export async function listInbox(
  sql: Sql,
  list: InboxList,
  page: InboxQuestion & { after: InboxPlace | null; limit: number },
): Promise<InboxRow[]> {
  const { after, limit, filter } = page;
  const { bind, params } = binding();
  const tickets = isTicketView(list.view);
  const at = tickets ? 'x.updated_at' : 'x.last_message_at';
  const own = tickets
    ? `x.conversation_id as "conversationId", x.subject, x.assignee_id as "assigneeId",
        x.assignee_name as "assigneeName", x.snoozed_until as "snoozedUntil"`
    : `x.id as "conversationId", null as subject, x.teammate_id as "assigneeId",
        x.teammate_name as "assigneeName", null as "snoozedUntil"`;
  const from = after && `and (${at}, x.id) < (${bind(after.at)}::text::timestamptz, ${bind(after.id)}::text::uuid)`;
  const rows = await sql.unsafe<InboxStoreRow[]>(
    `select x.id, ${own}, x.status, ${at} as at, ${FACE_COLUMNS}, c.handled_by as "handledBy",
      c.last_message as preview, c.last_author as "previewAuthor", (select count(*)::int ${UNREAD}) as unread,
      (select left(coalesce(nullif(w.body, ''), '${PICTURE_WORDS}'), ${4 * TITLE_CHARACTERS}) from messages w
       where w.workspace_id = c.workspace_id and w.conversation_id = c.id and w.author = 'user'
       order by w.seq limit 1) as "firstWords"
    from ${rowsSql(list.view, filter)} ${FACE_JOINS}
    where ${heldSql(list, page, bind)} ${from ?? ''}
    order by ${at} desc, x.id desc limit ${bind(limit)}::int`,
    params as never[],
    { prepare: filter === null },
  );
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
