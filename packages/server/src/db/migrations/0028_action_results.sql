-- What a confirmed call brought, as whom a teammate tried one, and which answer of the AI made it.

alter table action_calls
  -- what the service said to a call that a person confirmed, its first words; null once what the AI saw is forgotten
  add column result text,
  -- the contact a teammate tried it as; a merge leaves it, since erasing and exporting ask for those merged in, too
  add column tried_as uuid,
  -- what the AI saw when it made the call
  add column prompt_id uuid;
create index action_calls_tried_as on action_calls (workspace_id, tried_as) where tried_as is not null;
create index action_calls_prompt on action_calls (workspace_id, prompt_id) where prompt_id is not null;
create index action_calls_results on action_calls (workspace_id, id) where result is not null;
