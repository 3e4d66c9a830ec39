-- What is folded from the log moves into one of two slots, schemas of their own, so that it can be folded anew beside the
-- rows that readers see. Two that stay, and not a new one each time: the views for dashboards name the tables of both, and
-- to replace a view waits for whoever reads it, and keeps all who come later waiting behind.

do $$
declare
  slot text;
  views text := current_schema();
begin
  foreach slot in array array['blue', 'green'] loop
    execute format('create schema if not exists %I', views || '_' || slot);
  end loop;
  -- The rows that are there are the first generation. Its keys become plain indexes: those are made and dropped alike.
  execute format('alter table view_row set schema %I', views || '_blue');
  execute format('alter table change set schema %I', views || '_blue');
  execute format('alter table said_by set schema %I', views || '_blue');
  execute format('alter table story_head set schema %I', views || '_blue');
  execute format('alter table %I.change drop constraint change_pkey', views || '_blue');
  execute format('alter table %I.said_by drop constraint said_by_pkey', views || '_blue');
  execute format('alter table %I.story_head drop constraint story_head_pkey', views || '_blue');
end $$;

alter table log add column is_json boolean not null default true;
comment on column log.is_json is 'whether data can be read; where it cannot, readers are told its text';

create table generation (
  number integer primary key generated always as identity,
  slot text collate "C" not null check (slot in ('blue', 'green')),
  definition integer not null,
  source text not null,
  began_at timestamptz not null default clock_timestamp(),
  filled_to bigint not null,
  folded text[] not null default '{rows,changes,voices}',
  filled_story text collate "C",
  long_stories text[] not null default '{}',
  is_indexed boolean not null default false,
  fed_from bigint,
  left_at timestamptz,
  dropped_at timestamptz
);
comment on table generation is 'One folding of the log: rows, changes, heads and who said what, in one slot.';
comment on column generation.definition is 'of the views, as the code that folds it knows it';
comment on column generation.source is 'what it was folded from: log, ledger or kafka';
comment on column generation.filled_to is 'it is filled story by story up to this position, and event by event from there';
comment on column generation.folded is 'what is folded anew; the rest is taken from the generation that was shown';
comment on column generation.filled_story is 'the last story that is filled';
comment on column generation.long_stories is 'those that are folded event by event, once there are indexes';
comment on column generation.fed_from is 'since which position the projector feeds it; null while it is built';
comment on column generation.left_at is 'when it was last not shown any more';
create unique index generation_slot on generation (slot) where dropped_at is null;

create table shown (
  one boolean primary key default true check (one),
  generation integer not null references generation (number),
  slot text collate "C" not null,
  position bigint not null,
  since timestamptz not null default clock_timestamp()
);
comment on table shown is 'The generation that readers see.';
comment on column shown.position is 'the head of the log when it was first shown';

insert into generation (slot, definition, source, filled_to, is_indexed, fed_from) values ('blue', 1, 'log', 0, true, 0);
insert into shown (generation, slot, position) select number, slot, 0 from generation;

-- Functions find the tables of a slot by the search path of who calls them.
drop function is_said_by, write_batch;

-- Whether a fact was surely said, or had surely happened, by an instant (ms since 1970), as known at a position. A claim
-- that nobody is said to have made is always there: it is how the story is told.
create function is_said_by(fact_story text, fact jsonb, at bigint, until bigint) returns boolean
language plpgsql stable as $$
declare
  place jsonb := fact;
begin
  while place -> 'data' ? 'saidIn' loop
    select r.doc into place from view_row r
    where r.story = fact_story and r.kind = 'statement' and r.key = place -> 'data' ->> 'saidIn' and r.known @> at;
  end loop;
  if place is null then return false; end if;
  return not place ? 'order' or coalesce((place -> 'order' ->> 'latest')::bigint <= until, false);
end $$;

-- Puts whole commits into the log. The events must follow its last row: a projector that lost its leadership without
-- noticing is refused here, and so is one that does not feed the generations that are to be fed.
create function write_log(
  batch_epoch text, batch_slots text[],
  log_position bigint[], log_commit bigint[], log_version integer[], log_schema_version integer[],
  log_recorded_at text[], log_story text[], log_id text[], log_type text[], log_recorded_by text[],
  log_published_at text[], log_correlation_id text[], log_causation_id text[], log_actor text[], log_data text[],
  log_is_json boolean[]
) returns void language plpgsql volatile set plan_cache_mode = force_generic_plan
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
                   published_at, correlation_id, causation_id, actor, data, is_json)
  select e.position, e.commit, e.recorded_at::timestamptz, clock_timestamp(), e.version, e.schema_version, e.story, e.id,
    e.type, e.recorded_by, e.published_at, e.correlation_id, e.causation_id, e.actor, e.data, e.is_json
  from unnest(log_position, log_commit, log_version, log_schema_version, log_recorded_at, log_story, log_id, log_type,
    log_recorded_by, log_published_at, log_correlation_id, log_causation_id, log_actor, log_data, log_is_json
  ) as e (position, commit, version, schema_version, recorded_at, story, id, type,
    recorded_by, published_at, correlation_id, causation_id, actor, data, is_json);

  -- Whoever changes what is fed locks the log against us: what is read here holds until the batch is committed.
  if array(select g.slot from generation g where g.fed_from is not null and g.dropped_at is null order by g.slot)
    <> batch_slots then
    raise exception 'other generations are fed by now' using errcode = 'serialization_failure', hint = 'generations';
  end if;

  perform pg_notify(current_schema() || '.log', log_position[cardinality(log_position)]::text);
end $$;

-- Puts what a batch of the positions from `batch_first` to `batch_last` does to the views into the slot of the search
-- path. A batch names its rows, so each is looked up by its key: the plan that is kept on tables that are new read all of
-- view_row (60,000 events: 206 ms of updates instead of 972).
create function write_rows(
  batch_first bigint, batch_last bigint,
  ended_story text[], ended_kind text[], ended_key text[], ended_at bigint[],
  begun_story text[], begun_kind text[], begun_key text[], begun_at bigint[], begun_until bigint[], begun_doc text[],
  change_position bigint[], change_story text[], change_rank smallint[], change_subject text[], change_about bigint[],
  change_mends boolean[], change_voices text[], change_doc text[],
  said_party text[], said_position bigint[], said_story text[], said_key text[],
  parked_story text[], parked_position bigint[], parked_event bigint[], parked_reason text[], parked_detail text[],
  held_story text[]
) returns void language plpgsql volatile set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  -- Whoever heals a story locks the log against us: what was held back for it may be folded by now.
  if cardinality(held_story) > 0 and exists (
    select from unnest(held_story) as held (story)
    where not exists (select from parked p where p.story = held.story and p.healed is null)) then
    raise exception 'a story is healed by now' using errcode = 'serialization_failure', hint = 'generations';
  end if;

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

  if cardinality(said_party) > 0 then
    insert into said_by (party, position, story, key)
    select s.party, s.position, s.story, s.key
    from unnest(said_party, said_position, said_story, said_key) as s (party, position, story, key)
    on conflict do nothing;
  end if;

  if cardinality(parked_story) > 0 then
    insert into parked (story, position, event, reason, detail)
    select p.story, p.position, p.event, p.reason, p.detail
    from unnest(parked_story, parked_position, parked_event, parked_reason, parked_detail)
      as p (story, position, event, reason, detail);
    perform pg_notify(current_schema() || '.generations', 'parked');
  end if;

  -- A head that is updated with every batch leaves a dead version each time; so it is written once its story has rested
  -- for 1,000 positions, and the log itself tells the heads within them.
  insert into story_head (story, version, changed, status)
  select l.story, l.version, l.position, r.doc ->> 'status'
  from log l
  join view_row r on r.story = l.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)
  where l.position > batch_first - 1 - 1000
    and l.position <= batch_last - 1000
    and not exists (select from log later where later.story = l.story and later.position > l.position)
  on conflict (story) do update set version = excluded.version, changed = excluded.changed, status = excluded.status;
end $$;

-- Both, where one generation is fed: one call, one round trip.
create function write_batch(
  batch_epoch text, batch_slots text[],
  log_position bigint[], log_commit bigint[], log_version integer[], log_schema_version integer[],
  log_recorded_at text[], log_story text[], log_id text[], log_type text[], log_recorded_by text[],
  log_published_at text[], log_correlation_id text[], log_causation_id text[], log_actor text[], log_data text[],
  log_is_json boolean[], batch_first bigint, batch_last bigint,
  ended_story text[], ended_kind text[], ended_key text[], ended_at bigint[],
  begun_story text[], begun_kind text[], begun_key text[], begun_at bigint[], begun_until bigint[], begun_doc text[],
  change_position bigint[], change_story text[], change_rank smallint[], change_subject text[], change_about bigint[],
  change_mends boolean[], change_voices text[], change_doc text[],
  said_party text[], said_position bigint[], said_story text[], said_key text[],
  parked_story text[], parked_position bigint[], parked_event bigint[], parked_reason text[], parked_detail text[],
  held_story text[]
) returns void language plpgsql volatile as $$
begin
  perform write_log(batch_epoch, batch_slots, log_position, log_commit, log_version, log_schema_version, log_recorded_at,
    log_story, log_id, log_type, log_recorded_by, log_published_at, log_correlation_id, log_causation_id, log_actor, log_data,
    log_is_json);
  perform write_rows(batch_first, batch_last, ended_story, ended_kind, ended_key, ended_at,
    begun_story, begun_kind, begun_key, begun_at, begun_until, begun_doc,
    change_position, change_story, change_rank, change_subject, change_about, change_mends, change_voices, change_doc,
    said_party, said_position, said_story, said_key,
    parked_story, parked_position, parked_event, parked_reason, parked_detail, held_story);
end $$;

-- Whoever changes which generations are fed holds this until then. Readers do not wait for it, and a batch that is being
-- written is waited for. Security definer: the projector may insert into the log, and no more.
create function lock_log() returns void
language plpgsql volatile security definer set search_path from current as $$
begin
  lock table log in exclusive mode;
end $$;
revoke execute on function lock_log from public;
