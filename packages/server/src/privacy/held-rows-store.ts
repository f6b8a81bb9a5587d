import type { Sql } from '../db/database.ts';
import type { Held, HeldRow } from './person-export.ts';

/** Whose rows are asked for: the person's and those of everybody merged into them. */
export interface Owner {
  workspaceId: string;
  contactIds: readonly string[];
  externalIds: readonly string[];
}

/** How the rows of one kind are found and walked: by `key`, which is unique and has an order. */
interface Source {
  columns: string;
  from: string;
  where: string;
  key: readonly (readonly [column: string, type: string])[];
}

const BY_ID = [['t.id', 'uuid']] as const;
const BY_TIME = [
  ['t.at', 'timestamptz'],
  ['t.id', 'uuid'],
] as const;
const MINE = 't.contact_id = any($2::uuid[])';

/** Secrets are no data about a person: hashes of session ids and calls stay out. */
const SOURCES: Record<Held, Source> = {
  sessions: {
    columns: `t.id, t.trust, t.method, t.key_id, t.device, t.bound_at, t.expires_at, t.ended_at, t.company_id, t.claims,
      t.said, t.created_at, t.last_seen`,
    from: 'sessions t',
    where: MINE,
    key: BY_ID,
  },
  conversations: {
    columns: `t.id, t.channel, t.session_id, t.company_id, t.agent_id, t.trust, t.status, t.outcome, t.handled_by,
      t.teammate_name, t.returning, t.rating, t.rating_comment, t.last_message_at, t.created_at, t.ended_at`,
    from: 'conversations t',
    where: MINE,
    key: BY_ID,
  },
  messages: {
    columns: `t.id, t.conversation_id, t.seq, t.author, t.author_name, t.internal, t.company_id, t.body, t.sources,
      t.actions, t.prompt_id, t.decision, t.created_at`,
    from: 'messages t join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id',
    where: 'c.contact_id = any($2::uuid[])',
    key: [
      ['t.conversation_id', 'uuid'],
      ['t.seq', 'integer'],
    ],
  },
  attachments: {
    columns: `t.id, t.conversation_id, t.message_id, t.media_type, t.size, encode(t.data, 'base64') as data, t.created_at`,
    from: 'attachments t join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id',
    where: 'c.contact_id = any($2::uuid[])',
    key: [
      ['t.conversation_id', 'uuid'],
      ['t.id', 'uuid'],
    ],
  },
  ai_prompts: {
    columns: 't.id, t.conversation_id, t.model, t.system, t.history, t.calls, t.created_at',
    from: 'prompts t join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id',
    where: 'c.contact_id = any($2::uuid[])',
    key: [
      ['t.conversation_id', 'uuid'],
      ['t.id', 'uuid'],
    ],
  },
  action_calls: {
    columns: `t.id, t.conversation_id, t.action_name, t.trust, t.arguments, t.outcome, t.reason, t.status, t.ms, t.result,
      t.created_at`,
    from: 'action_calls t',
    where: `t.id in (
      select l.id from action_calls l join conversations c on c.workspace_id = l.workspace_id and c.id = l.conversation_id
      where l.workspace_id = $1 and c.contact_id = any($2::uuid[])
      union all
      select l.id from action_calls l where l.workspace_id = $1 and l.tried_as = any($2::uuid[]))`,
    key: BY_ID,
  },
  tickets: {
    columns: `t.id, t.conversation_id, t.company_id, t.trust, t.subject, t.status, t.source, t.email, t.name, t.metadata,
      t.assignee_name, t.reason, t.routing, t.snoozed_until, t.created_at, t.updated_at, t.resolved_at`,
    from: 'tickets t',
    where: MINE,
    key: BY_ID,
  },
  events: {
    columns: 't.id, t.session_id, t.type, t.at, t.element_selector, t.page_url, t.metadata, t.trust',
    from: 'events t',
    where: MINE,
    key: BY_TIME,
  },
  segments: {
    columns: 't.segment_id as id, s.name, t.since',
    from: 'segment_members t join segments s on s.workspace_id = t.workspace_id and s.id = t.segment_id',
    where: MINE,
    key: [['t.segment_id', 'uuid']],
  },
  subscriptions: {
    columns: 't.list_id as id, l.key as list, l.name, t.state, t.source, t.at',
    from: 'consents t join subscription_lists l on l.workspace_id = t.workspace_id and l.id = t.list_id',
    where: MINE,
    key: [
      ['t.contact_id', 'uuid'],
      ['t.list_id', 'uuid'],
    ],
  },
  in_app_messages: {
    columns: 't.message_id as id, m.title, t.session_id, t.shown_at, t.clicked_at, t.dismissed_at',
    from: 'in_app_outcomes t join in_app_messages m on m.workspace_id = t.workspace_id and m.id = t.message_id',
    where: 't.person_id = any($2::uuid[])',
    key: [
      ['t.message_id', 'uuid'],
      ['t.origin_id', 'uuid'],
    ],
  },
  identify_log: {
    columns: `t.id, t.at, t.external_id as user_id, t.company_id, t.source, t.level, t.result, t.reason, t.changed,
      t.ignored, t.sdk, t.key_id, t.request_id, t.repeats`,
    from: 'identify_log t',
    where: `(t.external_id = any($3::text[]) or ${MINE})`,
    key: BY_TIME,
  },
  merges: {
    columns: `t.id, t.at, t.survivor_id, t.loser_id, t.same_person, t.before, t.after, t.undone_at`,
    from: 'merges t',
    where: '(t.survivor_id = any($2::uuid[]) or t.loser_id = any($2::uuid[]))',
    key: BY_ID,
  },
};

/** A place in the rows of one kind; null before the first. */
export type Place = readonly string[] | null;

/** The next rows of one kind after a place, each with the place it stands at. */
export async function pageOfHeld(
  sql: Sql,
  held: Held,
  { workspaceId, contactIds, externalIds }: Owner,
  after: Place,
  limit: number,
): Promise<{ row: HeldRow; place: Place }[]> {
  const { columns, from, where, key } = SOURCES[held];
  const names = key.map(([column]) => column).join(', ');
  const places = key.map(([column], index) => `${column}::text as "place${index}"`).join(', ');
  const bound = key.map(([, type], index) => `$${index + 5}::text::${type}`).join(', ');
  const rows = await sql.unsafe<Record<string, unknown>[]>(
    `select ${columns}, ${places} from ${from}
     where t.workspace_id = $1 and ${where} and $3::text[] is not null
       and ($5::text is null or (${names}) > (${bound}))
     order by ${names} limit $4`,
    [workspaceId, [...contactIds], [...externalIds], limit, ...key.map((_, index) => after?.[index] ?? null)],
    { prepare: true },
  );
  return rows.map((row) => {
    const place = key.map((_, index) => {
      const at = row[`place${index}`] as string;
      delete row[`place${index}`];
      return at;
    });
    return { row, place };
  });
}

/** The ids of a person's rows and the customer's ids that lead to them. */
export async function listOwnRows(
  sql: Sql,
  workspaceId: string,
  contactId: string,
): Promise<{ id: string; externalId: string | null }[]> {
  return sql<{ id: string; externalId: string | null }[]>`
    select id, external_id as "externalId" from contacts
    where workspace_id = ${workspaceId} and (id = ${contactId} or merged_into = ${contactId}) order by id`;
}
