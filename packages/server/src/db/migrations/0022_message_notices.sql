-- What Halo says by itself, as one of a closed list, so that whoever shows it says it in the reader's language.
-- `body` keeps the English words, for exports, mails and older clients; `author_name` names the teammate.
alter table messages add column notice text check (notice in ('joined', 'left', 'team_told'));
update messages set notice = 'joined' where author = 'system' and not internal and author_name is not null
  and body = author_name || ' joined';
update messages set notice = 'left' where author = 'system' and not internal and author_name is not null
  and body = author_name || ' left; the AI agent answers again';
update messages set notice = 'team_told' where author = 'system' and not internal
  and body = 'A teammate has been told and will answer here.';
