/** SQL of the subjects a statement is about, bound as one JSON array in `$1`: rows of `workspace_id` and `id`. */

export const RECORDS = 'json_to_recordset($1::text::json) as n(workspace_id uuid, id uuid)';

/** Contacts by external id; a merged one leads to its survivor. */
export const NAMED_CONTACTS = `(
  select distinct d.workspace_id, coalesce(d.merged_into, d.id) as id
  from json_to_recordset($1::text::json) as x(workspace_id uuid, external_id text)
  join contacts d on d.workspace_id = x.workspace_id and d.external_id = x.external_id
) n`;

export const NAMED_COMPANIES = `(
  select d.workspace_id, d.id
  from json_to_recordset($1::text::json) as x(workspace_id uuid, external_id text)
  join companies d on d.workspace_id = x.workspace_id and d.external_id = x.external_id
) n`;
