-- Visitors whose sessions were forgotten stay counted: what became of a message with them, of whom no row tells any more.
alter table in_app_messages add column forgotten_shown int not null default 0;
alter table in_app_messages add column forgotten_clicked int not null default 0;
alter table in_app_messages add column forgotten_dismissed int not null default 0;
