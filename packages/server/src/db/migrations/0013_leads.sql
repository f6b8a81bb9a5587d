-- The lead that a visitor's session gave its name or e-mail for. The session stays a visitor's: nothing is proven.
alter table sessions add column lead_id uuid;

-- When the widget asks visitors who they are, and whether they may go on without saying so.
alter table agents add column lead_form text not null default 'handoff'
  check (lead_form in ('never', 'first_message', 'handoff'));
alter table agents add column lead_form_required boolean not null default false;

-- Contacts with one e-mail lie side by side, for look-ups and for finding equal ones; merged ones are no longer met by it.
drop index contacts_email;
create index contacts_email on contacts (workspace_id, email_key, id) where email_key is not null and merged_into is null;

-- Equal e-mails that somebody has looked at and found to be different people. One more contact, and they are shown again.
create table dismissed_duplicates (
  workspace_id uuid not null,
  email_key text collate "C" not null,
  contact_ids uuid[] not null,
  at timestamptz not null,
  primary key (workspace_id, email_key)
);
