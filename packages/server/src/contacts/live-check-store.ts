import type { CallTrust, Ignored } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';

export interface SeenLine {
  at: string;
  contactId: string | null;
  userId: string | null;
  name: string | null;
  email: string | null;
  trust: CallTrust;
  source: string;
  result: string;
  changed: string[];
  ignored: Ignored[] | null;
}

/** The first or the newest identify call in the log; with `byToken`, of those a signed token proved. */
export async function findIdentify(
  sql: Sql,
  workspaceId: string,
  which: 'first' | 'last',
  byToken: boolean,
): Promise<SeenLine | null> {
  const [row] = await sql<SeenLine[]>`
    select l.at, l.contact_id as "contactId", l.external_id as "userId", c.name, c.email, l.level as trust, l.source,
           l.result, l.changed, l.ignored
    from (
      select * from identify_log
      where workspace_id = ${workspaceId} and external_id is not null and level <> 'anonymous'
        and source in ('browser', 'server') and result in ('created', 'updated', 'unchanged')
        ${
          byToken
            ? sql`and level = 'verified' and key_id in (
          select id from identity_secrets where workspace_id = ${workspaceId}
          union all select id from public_keys where workspace_id = ${workspaceId})`
            : sql``
        }
      order by ${which === 'first' ? sql`at, id` : sql`at desc, id desc`} limit 1
    ) l
    left join contacts c on c.workspace_id = l.workspace_id and c.id = l.contact_id`;
  return row ?? null;
}

/** The newest call whose token was no good, not one that brought none. */
export async function findTokenFault(
  sql: Sql,
  workspaceId: string,
): Promise<{ at: string; userId: string | null; reason: string } | null> {
  const [row] = await sql<{ at: string; userId: string | null; reason: string }[]>`
    select at, external_id as "userId", reason from identify_log
    where workspace_id = ${workspaceId} and reason is not null and reason <> 'no_token' and level <> 'verified'
    order by at desc, id desc limit 1`;
  return row ?? null;
}
