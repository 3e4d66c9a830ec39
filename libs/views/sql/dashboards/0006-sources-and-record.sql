create view sources as
select r.story, r.id,
  r.data ->> 'title' as title,
  r.data ->> 'publisher' as publisher,
  r.data ->> 'url' as url,
  r.data ->> 'language' as language,
  r.data ->> 'sha256' as sha256,
  r.data #>> '{published,edtf}' as published_edtf,
  r.data #>> '{published,wording}' as published_words,
  r.data #>> '{published,basis}' as published_basis,
  case when (r.doc #>> '{order,latest}')::numeric > -210866803200000
    then to_timestamp((r.doc #>> '{order,latest}')::double precision / 1000) end as published_latest,
  r.position, r.recorded_at, r.published_at, r.corrections, r.retracted_by,
  r.known, r.known_from, r.known_until, r.is_current
from known_row r where r.kind = 'source';

create view corrections as
select r.story, r.id,
  r.doc ->> 'fact' as fact,
  r.doc ->> 'kind' as fact_kind,
  r.doc ->> 'reason' as reason,
  r.doc -> 'was' as was,
  r.doc -> 'now' as now,
  r.doc ->> 'recordedBy' as recorded_by,
  (r.doc ->> 'stoodSince')::timestamptz as stood_since,
  r.recorded_at - (r.doc ->> 'stoodSince')::timestamptz as stood_for,
  r.position, r.recorded_at, r.published_at,
  r.known, r.known_from, r.known_until, r.is_current
from known_row r where r.kind = 'correction';

create view retractions as
select r.story, r.id,
  r.doc ->> 'fact' as fact,
  r.doc ->> 'kind' as fact_kind,
  r.doc ->> 'reason' as reason,
  r.doc ->> 'recordedBy' as recorded_by,
  (r.doc ->> 'stoodSince')::timestamptz as stood_since,
  r.recorded_at - (r.doc ->> 'stoodSince')::timestamptz as stood_for,
  r.position, r.recorded_at, r.published_at,
  r.known, r.known_from, r.known_until, r.is_current
from known_row r where r.kind = 'retraction';

create view record as
select l.story, l.id, l.version, l.type, l.schema_version, l.data::jsonb as data, l.recorded_by, l.actor,
  l.correlation_id, l.causation_id, l.commit, l.visible_at,
  l.position, l.recorded_at, l.published_at::timestamptz as published_at,
  int8range(l.position, null) as known, l.recorded_at as known_from, null::timestamptz as known_until, true as is_current
from log l;

comment on view sources is 'The documents that facts are cited from: a row for each time that what is known of one changed.';
comment on column sources.title is 'The title of the document.';
comment on column sources.publisher is 'Who published it.';
comment on column sources.url is 'Where it is found.';
comment on column sources.language is 'Its language.';
comment on column sources.sha256 is 'The hash of its bytes, as they were read.';
comment on column sources.published_edtf is 'When it was published, as EDTF.';
comment on column sources.published_words is 'The words that tell this time.';
comment on column sources.published_basis is 'Whether the document states this time, or we infer it.';
comment on column sources.published_latest is 'The last instant at which it can have been published; null where nothing tells.';

comment on view corrections is 'Where we erred, and mended our record of a fact. The fact itself did not change: that would be a revision.';
comment on column corrections.was is 'The fields that were touched, as they had been; one that is absent was not there.';
comment on column corrections.now is 'The same fields as they are since; one that is absent is not there any more.';

comment on view retractions is 'Where we took a fact back altogether.';

comment on view record is 'The record itself: a row an event, as it was published.';
comment on column record.version is 'The place of the event among those of its story: 1, 2, 3 …';
comment on column record.type is 'The type of the event, such as EstimateIssued.';
comment on column record.schema_version is 'The version of the schema that its data has.';
comment on column record.data is 'What the event says, in the schema of its type.';
comment on column record.actor is 'The opaque id of a person in the newsroom''s system.';
comment on column record.correlation_id is 'What the newsroom published together with it, by an id of its own.';
comment on column record.causation_id is 'What made the newsroom publish it, by an id of its own.';
comment on column record.commit is 'The last position of what was published together, all or none.';
comment on column record.visible_at is 'When readers could first see it.';
