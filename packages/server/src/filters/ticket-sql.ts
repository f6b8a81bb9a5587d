import { type Bind, factsCondition, textsOf, typedCondition } from './condition-sql.ts';
import type { FieldSource, TicketName, TicketWord } from './field.ts';
import type { Requirement } from './requirement.ts';

/** The words of the row `t` of `tickets`; none is ever null. */
const WORDS: Record<TicketWord, string> = {
  status: 't.status',
  priority: "(case when t.status = 'priority' then 'priority' else 'normal' end)",
  channel: '(select v.channel from conversations v where v.workspace_id = t.workspace_id and v.id = t.conversation_id)',
  auto_created: 't.auto_created::text',
};

/** The row that something of a ticket names, if it is still there, and what it goes by: as the values of conditions are read. */
const NAMES: Record<TicketName, { row: string; id: string; name: string }> = {
  assignee: { row: 'teammates n where n.id = t.assignee_id', id: 'lower(n.id)', name: 'lower(n.email)' },
  inbox: {
    row: "ticket_labels n where n.workspace_id = t.workspace_id and n.id = t.inbox_id and n.kind = 'inbox'",
    ...{ id: 'n.id::text', name: 'n.name_key' },
  },
  category: {
    row: "ticket_labels n where n.workspace_id = t.workspace_id and n.id = t.category_id and n.kind = 'category'",
    ...{ id: 'n.id::text', name: 'n.name_key' },
  },
};

/** What a condition requires of the row `t` of `tickets`, as a boolean that is never null where there is such a row. */
export function ticketSql(source: FieldSource, required: Requirement, bind: Bind): string {
  if (source.in === 'ticket facts') return factsCondition('t', source.key, required, { level: 0 }, bind);
  if (source.in === 'ticket word') return typedCondition(WORDS[source.word], required, bind);
  if (source.in !== 'ticket name') throw new Error(`no ticket holds ${source.in}`);
  const { row, id, name } = NAMES[source.of];
  if (required.kind === 'set') return `exists (select 1 from ${row})`;
  if (required.kind !== 'texts') throw new Error(`${source.of} is not compared so`);
  const texts = textsOf(required.texts, bind);
  return `exists (select 1 from ${row} and (${id} = any(${texts}) or ${name} = any(${texts})))`;
}
