-- Pictures of messages. What a reader needs to make room for them stands on the message; the bytes stand apart.
alter table messages add column attachments json not null default '[]';

create table attachments (
  workspace_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  size integer not null check (size between 1 and 5000000),
  data bytea not null,
  created_at timestamptz not null,
  primary key (workspace_id, conversation_id, id)
);
-- pictures are compressed already
alter table attachments alter column data set storage external;
create index attachments_room on attachments (workspace_id) include (size);
