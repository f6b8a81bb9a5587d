-- Search in the lists of people and companies: every typed word is a prefix of some word of the record. The index and
-- the query cut words in one and the same way, under the database's own collation (columns of collation "C" would
-- know no letters beyond ASCII). No extension is needed.
create function search_words(a text, b text, c text) returns tsvector
language sql immutable parallel safe as $$
  select array_to_tsvector(array(
    select left(word, 64) from regexp_split_to_table(lower(concat_ws(' ', a, b, c) collate "default"), '[^[:alnum:]]+') word
    where word <> ''))
$$;

-- Null when nothing that could be searched for was typed.
create function search_query(typed text) returns tsquery
language sql immutable parallel safe as $$
  select string_agg('''' || left(word, 64) || ''':*', ' & ')::tsquery
  from regexp_split_to_table(lower(typed collate "default"), '[^[:alnum:]]+') word
  where word <> ''
$$;

create index contacts_search on contacts using gin (search_words(name, email, external_id))
  with (gin_pending_list_limit = 1024);
create index companies_search on companies using gin (search_words(name, domain, external_id))
  with (gin_pending_list_limit = 1024);
create index tickets_search on tickets using gin (search_words(subject, name, email))
  with (gin_pending_list_limit = 1024);
