-- One generation of the views: all that is folded from the log. Nothing in it depends on when it was folded, but what is
-- known of stories that were parked. What was folded before there were slots is here already.

create table if not exists view_row (
  story text collate "C" not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  known int8range not null,
  doc jsonb not null,
  position bigint generated always as ((doc ->> 'position')::bigint) stored,
  words tsvector generated always as (case
    when kind = 'header' then to_tsvector('english', coalesce(doc ->> 'title', '') || ' ' || coalesce(doc ->> 'summary', ''))
    when kind in ('statement', 'claim') then to_tsvector('english',
      coalesce(doc -> 'data' ->> 'proposition', '') || ' ' || coalesce(doc -> 'data' -> 'wording' ->> 'text', ''))
    when kind = 'occurrence' then to_tsvector('english', coalesce(doc -> 'data' ->> 'what', ''))
    when kind in ('correction', 'retraction') then to_tsvector('english', coalesce(doc ->> 'reason', ''))
  end) stored
);
comment on column view_row.known is 'the positions between which this row was the current knowledge; now is upper_inf';
comment on column view_row.position is 'of the event that introduced the fact; of a stand, of the event since which it is so';
comment on column view_row.words is 'what a search finds the row by';

create table if not exists change (
  position bigint not null,
  story text collate "C" not null,
  doc jsonb not null,
  rank smallint not null,
  subject text collate "C" not null,
  about bigint not null,
  mends boolean not null,
  voices text[] collate "C" not null default '{}'
);
comment on table change is 'What a reader must be told of each event, with the data as it was known then.';
comment on column change.rank is 'what a person tells first: story, figures, claims, statements, occurrences, small edits';
comment on column change.subject is 'changes of one subject, such as the figures of one metric, are told together';
comment on column change.about is 'the position of the fact that is told of; of what mends, that of the fact that it mends';
comment on column change.mends is 'whether it is a correction or a retraction';
comment on column change.voices is
  'The parties and speakers who say what the event is of, as known then; of what mends, those of the fact, before and after.';

create table if not exists story_head (
  story text collate "C" not null,
  version integer not null,
  changed bigint not null,
  status text collate "C" not null
);
comment on table story_head is 'The last change of each story that has rested for 1,000 positions; of the others, log tells.';
comment on column story_head.status is 'open or closed: it cannot change while the story rests';

create table if not exists said_by (
  party text collate "C" not null,
  position bigint not null,
  story text collate "C" not null,
  key text collate "C" not null
);
comment on table said_by is 'The facts that a party or a speaker was ever said to have said: where to look, and not what is so.';

create table parked (
  story text collate "C" not null,
  position bigint not null,
  event bigint not null,
  reason text collate "C" not null,
  detail text not null,
  healed bigint
);
comment on table parked is 'The stories whose events cannot be folded from a position on; and those that could not, and can again.';
comment on column parked.position is 'the first that is not folded: of the publish that the event is of';
comment on column parked.event is 'the position of the event that cannot be folded';
comment on column parked.reason is 'unknown-type, unknown-schema-version, unreadable-data, unfoldable or unwritable';
comment on column parked.healed is 'the head of the log when the story was folded again; null while it is parked';

-- Made one by one, by name: a generation is filled without them, which takes a third of the time.
create table index_definition (
  number integer primary key,
  name text not null unique,
  definition text not null
);
insert into index_definition (number, name, definition) values
  (1, 'view_row_history', 'unique index view_row_history on view_row (story, kind, key, lower(known))'),
  (2, 'view_row_current', 'unique index view_row_current on view_row (story, kind, key) where upper_inf(known)'),
  (3, 'change_position', 'unique index change_position on change (position)'),
  (4, 'said_by_party', 'unique index said_by_party on said_by (party, position)'),
  (5, 'story_head_story', 'unique index story_head_story on story_head (story)'),
  (6, 'parked_story', 'unique index parked_story on parked (story, position)'),
  (7, 'view_row_latest', 'index view_row_latest on view_row (story, kind, position desc)'),
  (8, 'view_row_count', 'index view_row_count on view_row (story, kind, position) where lower(known) = position'),
  (9, 'view_row_order', $i$index view_row_order on view_row (story, (doc -> 'order' ->> 'key') collate "C", position)
    where doc ? 'order' and kind <> 'source'$i$),
  (10, 'view_row_figure_end', $i$index view_row_figure_end on view_row (story, position desc)
    where kind = 'estimate' and doc ->> 'status' in ('current', 'withdrawn')$i$),
  (11, 'view_row_metric', $i$index view_row_metric on view_row (story, (doc -> 'data' -> 'metric' ->> 'id'), position)
    where kind = 'estimate'$i$),
  (12, 'view_row_claim', $i$index view_row_claim on view_row (story, (doc -> 'data' ->> 'claim'), position)
    where kind = 'position'$i$),
  (13, 'view_row_said_in', $i$index view_row_said_in on view_row (story, (doc -> 'data' ->> 'saidIn'), position)
    where doc -> 'data' ? 'saidIn'$i$),
  (14, 'view_row_edges', $i$index view_row_edges on view_row (story)
    where upper_inf(known)
      and (doc -> 'data' -> 'when' ?| array['before', 'after'] or doc -> 'data' -> 'published' ?| array['before', 'after'])$i$),
  (15, 'view_row_mending', $i$index view_row_mending on view_row (position desc) where kind in ('correction', 'retraction')$i$),
  (16, 'view_row_mending_of', $i$index view_row_mending_of on view_row ((doc ->> 'recordedBy'), position desc)
    where kind in ('correction', 'retraction')$i$),
  (17, 'view_row_words', $i$index view_row_words on view_row using gin (words)
    where upper_inf(known) and words is not null and kind not in ('correction', 'retraction')$i$),
  (18, 'view_row_reason', $i$index view_row_reason on view_row using gin (words)
    where upper_inf(known) and kind in ('correction', 'retraction')$i$),
  (19, 'view_row_begun', 'index view_row_begun on view_row (story, lower(known))'),
  (20, 'view_row_ended', 'index view_row_ended on view_row (story, upper(known)) where not upper_inf(known)'),
  (21, 'change_story', 'index change_story on change (story, position) include (rank, subject, about, mends)'),
  (22, 'story_head_changed', 'index story_head_changed on story_head (changed desc) include (story, version)'),
  (23, 'story_head_status_changed',
    'index story_head_status_changed on story_head (status, changed desc) include (story, version)'),
  (24, 'story_head_status_story', 'index story_head_status_story on story_head (status, story) include (version, changed)');

-- Security definer: only who owns a table may drop its indexes or make them, and the projector builds generations.
create function make_index(wanted integer) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
  wanted_definition text;
begin
  -- One that was killed may still be making it.
  perform pg_advisory_xact_lock(hashtextextended(current_schema() || '.make_index', 0));
  select definition into strict wanted_definition from index_definition where number = wanted;
  execute 'create ' || replace(wanted_definition, 'index ', 'index if not exists ');
end $$;

create function clear_slot() returns void
language plpgsql volatile security definer set search_path from current as $$
declare
  made text;
begin
  truncate view_row, change, story_head, said_by, parked;
  for made in select name from index_definition loop
    execute format('drop index if exists %I', made);
  end loop;
end $$;

create function analyze_slot() returns void
language plpgsql volatile security definer set search_path from current as $$
begin
  analyze view_row, change, story_head, said_by;
end $$;

revoke execute on function make_index, clear_slot, analyze_slot from public;

-- The second slot gets its indexes when it is filled.
select make_index(number) from index_definition where current_schema() like '%\_blue' order by number;
