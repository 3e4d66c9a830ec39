-- What readers see. `log` is the record as it arrived; the rest is folded from it, in the same transaction.

create table origin (
  one boolean primary key default true check (one),
  epoch text not null
);
comment on table origin is 'The history that these views were folded from: positions of two histories are never mixed.';

create table log (
  position bigint primary key,
  commit bigint not null,
  recorded_at timestamptz not null,
  visible_at timestamptz not null,
  version integer not null,
  schema_version smallint not null,
  story text collate "C" not null,
  id text collate "C" not null,
  type text collate "C" not null,
  recorded_by text not null,
  published_at text,
  correlation_id text,
  causation_id text,
  actor text,
  data text not null,
  unique (story, version)
);
comment on column log.visible_at is 'when readers could first see it: the one column that depends on when it was projected';
create index log_story on log (story, position);
create index log_recorded_at on log (recorded_at, position);

create table view_row (
  story text collate "C" not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  known int8range not null,
  doc jsonb not null
);
comment on column view_row.known is 'the positions between which this row was the current knowledge; now is upper_inf';
create unique index view_row_history on view_row (story, kind, key, lower(known));
create unique index view_row_current on view_row (story, kind, key) where upper_inf(known);

create table change (
  position bigint primary key,
  story text collate "C" not null,
  doc jsonb not null
);
comment on table change is 'What a reader must be told of each event, with the data as it was known then.';
create index change_story on change (story, position);

create table story_head (
  story text collate "C" primary key,
  version integer not null,
  changed bigint not null
);
comment on table story_head is 'The last change of each story, for lists by latest change.';
create index story_head_changed on story_head (changed desc);

-- Writes one batch of whole commits. The events must follow the last row of `log`: a projector that lost its
-- leadership without noticing is refused here.
create function write_batch(
  batch_epoch text,
  log_position bigint[], log_commit bigint[], log_version integer[], log_schema_version integer[],
  log_recorded_at text[], log_story text[], log_id text[], log_type text[], log_recorded_by text[],
  log_published_at text[], log_correlation_id text[], log_causation_id text[], log_actor text[], log_data text[],
  ended_story text[], ended_kind text[], ended_key text[], ended_at bigint[],
  begun_story text[], begun_kind text[], begun_key text[], begun_at bigint[], begun_until bigint[], begun_doc text[],
  change_position bigint[], change_story text[], change_doc text[]
) returns void language plpgsql volatile set search_path from current set plan_cache_mode = force_generic_plan as $$
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

  insert into change (position, story, doc)
  select c.position, c.story, c.doc::jsonb from unnest(change_position, change_story, change_doc) as c (position, story, doc);

  insert into story_head (story, version, changed)
  select e.story, max(e.version), max(e.position)
  from unnest(log_story, log_version, log_position) as e (story, version, position)
  group by e.story
  on conflict (story) do update set version = excluded.version, changed = excluded.changed;

  perform pg_notify(current_schema() || '.log', log_position[cardinality(log_position)]::text);
end $$;
