-- What a model was offered and called, and what it was told: part of what it saw.
alter table prompts add column tools json not null default '[]';
alter table prompts add column calls json not null default '[]';
