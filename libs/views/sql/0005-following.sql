-- Whoever follows the record may follow a party: whose words an event is of is kept with it, so that history and what comes
-- are told apart alike. Whoever follows a story is sent the rows that each position begins and ends.

alter table change add column voices text[] collate "C" not null default '{}';
comment on column change.voices is
  'The parties and speakers who say what the event is of, as known then; of what mends, those of the fact, before and after.';

create function ids_in(attribution jsonb) returns text[] language sql immutable as $$
  select coalesce(array_agg(distinct id #>> '{}'), '{}') from (
    select jsonb_path_query(attribution, '$.**.parties[*].id') as id
    union all select jsonb_path_query(attribution, '$.**.parties[*].oneOf[*]')
    union all select jsonb_path_query(attribution, '$.**.speaker.id')) named
$$;
update change set voices = ids_in(doc -> 'by') where doc ? 'by';
update change m set voices = array(
    select unnest(c.voices) union select unnest(ids_in(m.doc -> 'was' -> 'by')) union select unnest(ids_in(m.doc -> 'now' -> 'by')))
from change c where m.mends and c.position = m.about;
drop function ids_in;

create index view_row_begun on view_row (story, lower(known));
create index view_row_ended on view_row (story, upper(known)) where not upper_inf(known);

drop function write_batch;

create function write_batch(
  batch_epoch text,
  log_position bigint[], log_commit bigint[], log_version integer[], log_schema_version integer[],
  log_recorded_at text[], log_story text[], log_id text[], log_type text[], log_recorded_by text[],
  log_published_at text[], log_correlation_id text[], log_causation_id text[], log_actor text[], log_data text[],
  ended_story text[], ended_kind text[], ended_key text[], ended_at bigint[],
  begun_story text[], begun_kind text[], begun_key text[], begun_at bigint[], begun_until bigint[], begun_doc text[],
  change_position bigint[], change_story text[], change_rank smallint[], change_subject text[], change_about bigint[],
  change_mends boolean[], change_voices text[], change_doc text[],
  said_party text[], said_position bigint[], said_story text[], said_key text[]
) returns void language plpgsql volatile set search_path from current set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  last_position bigint;
  known_epoch text;
begin
  select l.position into last_position from log l order by l.position desc limit 1;
  if log_position[1] <> coalesce(last_position, 0) + 1 then
    raise exception 'the views are at position %, and the batch begins at %', coalesce(last_position, 0), log_position[1]
      using errcode = 'serialization_failure';
  end if;

  insert into origin (epoch) values (batch_epoch) on conflict do nothing;
  select o.epoch into known_epoch from origin o;
  if known_epoch <> batch_epoch then
    raise exception 'the views were folded from history %, and the batch is of history %', known_epoch, batch_epoch
      using errcode = 'integrity_constraint_violation';
  end if;

  insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by,
                   published_at, correlation_id, causation_id, actor, data)
  select e.position, e.commit, e.recorded_at::timestamptz, clock_timestamp(), e.version, e.schema_version, e.story, e.id,
    e.type, e.recorded_by, e.published_at, e.correlation_id, e.causation_id, e.actor, e.data
  from unnest(log_position, log_commit, log_version, log_schema_version, log_recorded_at, log_story, log_id, log_type,
    log_recorded_by, log_published_at, log_correlation_id, log_causation_id, log_actor, log_data
  ) as e (position, commit, version, schema_version, recorded_at, story, id, type,
    recorded_by, published_at, correlation_id, causation_id, actor, data);

  update view_row r set known = int8range(lower(r.known), ended.at)
  from unnest(ended_story, ended_kind, ended_key, ended_at) as ended (story, kind, key, at)
  where r.story = ended.story and r.kind = ended.kind and r.key = ended.key and upper_inf(r.known);

  insert into view_row (story, kind, key, known, doc)
  select begun.story, begun.kind, begun.key, int8range(begun.at, begun.until), begun.doc::jsonb
  from unnest(begun_story, begun_kind, begun_key, begun_at, begun_until, begun_doc)
    as begun (story, kind, key, at, until, doc);

  insert into change (position, story, rank, subject, about, mends, voices, doc)
  select c.position, c.story, c.rank, c.subject, c.about, c.mends, c.voices::text[], c.doc::jsonb
  from unnest(change_position, change_story, change_rank, change_subject, change_about, change_mends, change_voices, change_doc)
    as c (position, story, rank, subject, about, mends, voices, doc);

  insert into said_by (party, position, story, key)
  select s.party, s.position, s.story, s.key
  from unnest(said_party, said_position, said_story, said_key) as s (party, position, story, key)
  on conflict do nothing;

  insert into story_head (story, version, changed, status)
  select l.story, l.version, l.position, r.doc ->> 'status'
  from log l
  join view_row r on r.story = l.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)
  where l.position > coalesce(last_position, 0) - 1000
    and l.position <= log_position[cardinality(log_position)] - 1000
    and not exists (select from log later where later.story = l.story and later.position > l.position)
  on conflict (story) do update set version = excluded.version, changed = excluded.changed, status = excluded.status;

  perform pg_notify(current_schema() || '.log', log_position[cardinality(log_position)]::text);
end $$;
