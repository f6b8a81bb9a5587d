-- halo:concurrently

-- The one reading of a value as a number (`n`) or an instant (`d`): null where there is none, NaN, which sorts above
-- everything, where there are several. Indexes for ranges are made on it, on demand; they cover rows without the key as
-- well, since the planner does not use the statistics of partial ones.
create or replace function only_reading(facts jsonb, key text, reading text) returns double precision
language sql immutable parallel safe return case
  when facts #> array[key, reading, '1'] is null then (facts #> array[key, reading, '0'])::double precision
  else 'NaN' end;

-- With the kind in it, users of a date are counted without a look at their rows.
drop index concurrently if exists contact_facts_signed_up_kind;
create index concurrently contact_facts_signed_up_kind on contact_facts (workspace_id, signed_up_at, kind);
drop index concurrently if exists contact_facts_signed_up;
