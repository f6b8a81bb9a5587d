import type { Sql } from '../db/database.ts';
import { MadeMeanwhile } from './made-meanwhile.ts';

/** An e-mail (see `emailKey`) whose lead is looked for. */
export interface WantedLead {
  workspaceId: string;
  emailKey: string;
}

export interface LeadName {
  workspaceId: string;
  id: string;
}

/** The leads with these e-mails where each is the only one of its e-mail. No lock. */
export async function findOnlyLeads(sql: Sql, wanted: readonly WantedLead[]): Promise<(WantedLead & LeadName)[]> {
  if (wanted.length === 0) return [];
  return sql<(WantedLead & LeadName)[]>`
    select w."workspaceId", w."emailKey", f.ids[1] as id
    from json_to_recordset(${JSON.stringify(wanted)}::text::json) as w("workspaceId" uuid, "emailKey" text)
    cross join lateral (
      select array_agg(l.id) as ids from (
        select c.id from contacts c
        where c.workspace_id = w."workspaceId" and c.email_key = w."emailKey" collate "C" and c.merged_into is null
          and c.kind = 'lead'
        limit 2) l) f
    where array_length(f.ids, 1) = 1`;
}

/** Gives locked leads the ids of the users they turned out to be. Throws `MadeMeanwhile` when somebody has such an id by now. */
export async function nameLeads(
  sql: Sql,
  leads: readonly (LeadName & { externalId: string; validFrom: string | null })[],
): Promise<void> {
  if (leads.length === 0) return;
  try {
    await sql`
      update contacts c set external_id = n."externalId", kind = 'user', sessions_valid_from = n."validFrom"
      from json_to_recordset(${JSON.stringify(leads)}::text::json)
        as n("workspaceId" uuid, id uuid, "externalId" text, "validFrom" timestamptz)
      where c.workspace_id = n."workspaceId" and c.id = n.id and c.kind = 'lead' and c.merged_into is null`;
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === '23505';
    throw taken ? new MadeMeanwhile() : error;
  }
}

/** Lets locked leads, and whatever was merged into them, lead to the users they turned out to be. */
export async function foldLeads(
  sql: Sql,
  folds: readonly { workspaceId: string; winnerId: string; loserId: string }[],
): Promise<void> {
  if (folds.length === 0) return;
  const rows = JSON.stringify(folds);
  await Promise.all([
    sql`
      update contacts c set merged_into = f."winnerId"
      from json_to_recordset(${rows}::text::json) as f("workspaceId" uuid, "winnerId" uuid, "loserId" uuid)
      where c.workspace_id = f."workspaceId" and (c.id = f."loserId" or c.merged_into = f."loserId")`,
    sql`
      delete from contact_facts c
      using json_to_recordset(${rows}::text::json) as f("workspaceId" uuid, "loserId" uuid)
      where c.workspace_id = f."workspaceId" and c.contact_id = f."loserId"`,
  ]);
}
