-- A lead that is erased takes along the session that gave their e-mail.
create index sessions_lead on sessions (workspace_id, lead_id) where lead_id is not null;
