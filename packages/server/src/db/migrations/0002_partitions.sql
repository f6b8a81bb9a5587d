-- Partitions are named after the first day they hold and are made ahead of time by the job `partitions`.
-- This function is what that job calls; it is safe to call at any time, from several processes at once.
create function ensure_partitions(today date) returns void language plpgsql as $$
declare
  first date;
begin
  perform pg_advisory_xact_lock(hashtext('halo:partitions'));
  for i in -1..14 loop
    first := today + i;
    execute format(
      'create table if not exists %I partition of identify_log for values from (%L) to (%L)',
      'identify_log_' || to_char(first, 'YYYYMMDD'), first::text || ' 00:00:00+00', (first + 1)::text || ' 00:00:00+00');
  end loop;
  for i in -2..4 loop
    first := date_trunc('week', today)::date + 7 * i;
    execute format(
      'create table if not exists %I partition of seen_messages for values from (%L) to (%L)',
      'seen_messages_' || to_char(first, 'YYYYMMDD'), first, first + 7);
  end loop;
  for i in -13..3 loop
    first := (date_trunc('month', today) + make_interval(months => i))::date;
    execute format(
      'create table if not exists %I partition of events for values from (%L) to (%L)',
      'events_' || to_char(first, 'YYYYMMDD'), first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
  end loop;
end
$$;

-- Drops the partitions of a table that begin before `keep_from`. They are named after the first day they hold, so the
-- caller allows for how many days one holds.
create function drop_partitions_before(parent regclass, keep_from date) returns integer language plpgsql as $$
declare
  part record;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('halo:partitions'));
  for part in
    select c.oid::regclass as name, to_date(right(c.relname, 8), 'YYYYMMDD') as first
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = parent
  loop
    if part.first < keep_from then
      execute format('drop table %s', part.name);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end
$$;

select ensure_partitions((now() at time zone 'UTC')::date);
