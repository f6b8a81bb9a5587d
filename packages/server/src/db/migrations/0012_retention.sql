-- For how many days a workspace keeps what nobody asked to keep. Conversations are never deleted by age.
alter table workspaces
  add column identify_log_days integer not null default 30 check (identify_log_days between 1 and 30),
  add column session_days integer not null default 90 check (session_days between 1 and 3650),
  add column visitor_days integer not null default 90 check (visitor_days between 1 and 3650),
  -- null: for as long as the conversation
  add column prompt_days integer check (prompt_days between 1 and 3650);
