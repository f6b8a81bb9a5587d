import type { Attribute, AttributePolicy, AttributeScope } from '@halo/wire/dashboard/settings.ts';
import type { Sql } from '../db/database.ts';

/** Lines of the identify log that are looked through for the sources of a key. */
const LINES = 20_000;

/** Every key of a scope by how many records hold it; what is not folded yet is added. */
export async function listDescribedAttributes(
  sql: Sql,
  workspaceId: string,
  scope: AttributeScope,
): Promise<Attribute[]> {
  const records = scope === 'company' ? sql`companies r` : sql`contacts r`;
  return sql<Attribute[]>`
    with waiting as (
      select key, sum(delta) as delta from attribute_tallies
      where workspace_id = ${workspaceId} and scope = ${scope} group by key
    ), sources as (
      select key, array_agg(distinct source order by source) as sources
      from (select source, changed from identify_log
            where workspace_id = ${workspaceId} and ${scope === 'company' ? sql`company_id` : sql`contact_id`} is not null
            order by at desc limit ${LINES}) l, unnest(l.changed) as key
      group by key
    ), total as (
      select count(*)::integer as records from ${records}
      where r.workspace_id = ${workspaceId} ${scope === 'company' ? sql`` : sql`and r.merged_into is null`}
    )
    select a.scope, a.key, a.types, greatest(0, a.held_by + coalesce(w.delta, 0))::double precision as "heldBy",
           t.records, a.first_seen as "firstSeen", a.last_seen as "lastSeen", coalesce(s.sources, '{}') as sources,
           a.proven, a.label, a.description, a.policy, a.sensitive, a.retyped_at as "retypedAt"
    from discovered_attributes a
    cross join total t
    left join waiting w on w.key = a.key
    left join sources s on s.key = a.key
    where a.workspace_id = ${workspaceId} and a.scope = ${scope}
    order by "heldBy" desc, a.key`;
}

export async function countAttributes(sql: Sql, workspaceId: string): Promise<Record<AttributeScope, number>> {
  const rows = await sql<{ scope: AttributeScope; count: number }[]>`
    select scope, count(*)::integer as count from discovered_attributes where workspace_id = ${workspaceId} group by scope`;
  return { user: 0, company: 0, context: 0, ...Object.fromEntries(rows.map((row) => [row.scope, row.count])) };
}

/** Who may write a key, and whether the AI may see it. */
export interface ProtectionOfAttribute {
  policy: AttributePolicy;
  sensitive: boolean;
}

/** What teammates say about a key; undefined leaves it. */
export interface SaidOfAttribute {
  label?: string | null | undefined;
  description?: string | null | undefined;
  policy?: AttributePolicy | undefined;
  sensitive?: boolean | undefined;
}

/** Writes what teammates say about a key and answers how it was protected before; null when it is not known. */
export async function updateAttribute(
  sql: Sql,
  workspaceId: string,
  name: { scope: AttributeScope; key: string },
  said: SaidOfAttribute,
): Promise<ProtectionOfAttribute | null> {
  const [before] = await sql<ProtectionOfAttribute[]>`
    select policy, sensitive from discovered_attributes
    where workspace_id = ${workspaceId} and scope = ${name.scope} and key = ${name.key} for update`;
  if (!before) return null;
  await sql`
    update discovered_attributes set
      label = case when ${said.label !== undefined} then ${said.label ?? null} else label end,
      description = case when ${said.description !== undefined} then ${said.description ?? null} else description end,
      policy = coalesce(${said.policy ?? null}::text, policy),
      sensitive = coalesce(${said.sensitive ?? null}::boolean, sensitive)
    where workspace_id = ${workspaceId} and scope = ${name.scope} and key = ${name.key}`;
  return before;
}

/** Adds a key that nobody has sent yet. False when it is known already. */
export async function insertDeclared(
  sql: Sql,
  workspaceId: string,
  name: { scope: AttributeScope; key: string },
  said: SaidOfAttribute,
): Promise<boolean> {
  const { label = null, description = null, policy = 'anyone', sensitive = false } = said;
  const rows = await sql`
    insert into discovered_attributes (workspace_id, scope, key, types, label, description, policy, sensitive)
    values (${workspaceId}, ${name.scope}, ${name.key}, '{}', ${label}, ${description}, ${policy}, ${sensitive})
    on conflict do nothing returning key`;
  return rows.length > 0;
}
