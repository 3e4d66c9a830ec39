-- Rows say more than before: where a fact stands on the axis of what was said or happened, where each party stands on a
-- claim, how long an error stood. That cannot be told from rows that are there, so all is folded anew from the log that
-- everyone reads. Nothing is lost but when readers could first see what was folded before.

truncate log, change, view_row, story_head;

alter table view_row
  add column position bigint generated always as ((doc ->> 'position')::bigint) stored,
  add column words tsvector generated always as (case
    when kind = 'header' then to_tsvector('english', coalesce(doc ->> 'title', '') || ' ' || coalesce(doc ->> 'summary', ''))
    when kind in ('statement', 'claim') then to_tsvector('english',
      coalesce(doc -> 'data' ->> 'proposition', '') || ' ' || coalesce(doc -> 'data' -> 'wording' ->> 'text', ''))
    when kind = 'occurrence' then to_tsvector('english', coalesce(doc -> 'data' ->> 'what', ''))
    when kind in ('correction', 'retraction') then to_tsvector('english', coalesce(doc ->> 'reason', ''))
  end) stored;
comment on column view_row.position is 'of the event that introduced the fact; of a stand, of the event since which it is so';
comment on column view_row.words is 'what a search finds the row by';

create index view_row_latest on view_row (story, kind, position desc);
create index view_row_count on view_row (story, kind, position) where lower(known) = position;
create index view_row_order on view_row (story, (doc -> 'order' ->> 'key') collate "C", position)
  where doc ? 'order' and kind <> 'source';
create index view_row_figure_end on view_row (story, position desc)
  where kind = 'estimate' and doc ->> 'status' in ('current', 'withdrawn');
create index view_row_metric on view_row (story, (doc -> 'data' -> 'metric' ->> 'id'), position) where kind = 'estimate';
create index view_row_claim on view_row (story, (doc -> 'data' ->> 'claim'), position) where kind = 'position';
create index view_row_said_in on view_row (story, (doc -> 'data' ->> 'saidIn'), position) where doc -> 'data' ? 'saidIn';
create index view_row_edges on view_row (story)
  where upper_inf(known)
    and (doc -> 'data' -> 'when' ?| array['before', 'after'] or doc -> 'data' -> 'published' ?| array['before', 'after']);
create index view_row_mending on view_row (position desc) where kind in ('correction', 'retraction');
create index view_row_mending_of on view_row ((doc ->> 'recordedBy'), position desc)
  where kind in ('correction', 'retraction');
create index view_row_words on view_row using gin (words)
  where upper_inf(known) and words is not null and kind not in ('correction', 'retraction');
create index view_row_reason on view_row using gin (words)
  where upper_inf(known) and kind in ('correction', 'retraction');

alter table story_head add column status text collate "C" not null;
comment on column story_head.status is 'open or closed: it cannot change while the story rests';
drop index story_head_changed;
create index story_head_changed on story_head (changed desc) include (story, version);
create index story_head_status_changed on story_head (status, changed desc) include (story, version);
create index story_head_status_story on story_head (status, story) include (version, changed);

alter table change
  add column rank smallint not null,
  add column subject text collate "C" not null,
  add column about bigint not null,
  add column mends boolean not null;
comment on column change.rank is 'what a person tells first: story, figures, claims, statements, occurrences, small edits';
comment on column change.subject is 'changes of one subject, such as the figures of one metric, are told together';
comment on column change.about is 'the position of the fact that is told of; of what mends, that of the fact that it mends';
comment on column change.mends is 'whether it is a correction or a retraction';
drop index change_story;
create index change_story on change (story, position) include (rank, subject, about, mends);

create table said_by (
  party text collate "C" not null,
  position bigint not null,
  story text collate "C" not null,
  key text collate "C" not null,
  primary key (party, position)
);
comment on table said_by is 'The facts that a party or a speaker was ever said to have said: where to look, and not what is so.';

-- Whether a fact was surely said, or had surely happened, by an instant (ms since 1970), as known at a position. A claim
-- that nobody is said to have made is always there: it is how the story is told.
create function is_said_by(fact_story text, fact jsonb, at bigint, until bigint) returns boolean
language plpgsql stable set search_path from current as $$
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

drop function write_batch;

-- On views that are new, the plan that is kept read all of view_row for each batch: a batch names its rows, so each is
-- looked up by its key (60,000 events: 206 ms of updates instead of 972).

create function write_batch(
  batch_epoch text,
  log_position bigint[], log_commit bigint[], log_version integer[], log_schema_version integer[],
  log_recorded_at text[], log_story text[], log_id text[], log_type text[], log_recorded_by text[],
  log_published_at text[], log_correlation_id text[], log_causation_id text[], log_actor text[], log_data text[],
  ended_story text[], ended_kind text[], ended_key text[], ended_at bigint[],
  begun_story text[], begun_kind text[], begun_key text[], begun_at bigint[], begun_until bigint[], begun_doc text[],
  change_position bigint[], change_story text[], change_rank smallint[], change_subject text[], change_about bigint[],
  change_mends boolean[], change_doc text[],
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

  insert into change (position, story, rank, subject, about, mends, doc)
  select c.position, c.story, c.rank, c.subject, c.about, c.mends, c.doc::jsonb
  from unnest(change_position, change_story, change_rank, change_subject, change_about, change_mends, change_doc)
    as c (position, story, rank, subject, about, mends, doc);

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
