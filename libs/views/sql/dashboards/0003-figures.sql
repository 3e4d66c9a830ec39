create view estimates as
select r.story, r.id,
  r.doc ->> 'status' as status,
  r.data #>> '{metric,id}' as metric_id,
  r.data #>> '{metric,label}' as metric_label,
  array(select jsonb_array_elements_text(r.data #> '{metric,combines}')) as metric_combines,
  (r.data #>> '{quantity,value}')::numeric as value,
  (r.data #>> '{quantity,lower,value}')::numeric as lower,
  (r.data #>> '{quantity,lower,inclusive}')::boolean as lower_inclusive,
  (r.data #>> '{quantity,upper,value}')::numeric as upper,
  (r.data #>> '{quantity,upper,inclusive}')::boolean as upper_inclusive,
  coalesce(r.data #>> '{quantity,unit}', r.data #>> '{metric,unit}') as unit,
  r.data #>> '{quantity,approx}' as approx,
  r.data #>> '{quantity,wording}' as wording,
  r.data ->> 'scope' as scope,
  r.data #>> '{place,id}' as place_id,
  r.data #>> '{place,name}' as place_name,
  r.data #>> '{period,edtf}' as period_edtf,
  r.data #>> '{period,wording}' as period_words,
  r.data #>> '{asOf,edtf}' as as_of_edtf,
  r.data #>> '{asOf,wording}' as as_of_words,
  r.data ->> 'partOf' as part_of,
  r.doc ->> 'chain' as chain,
  r.doc ->> 'revises' as revises,
  r.data ->> 'cause' as cause,
  r.doc ->> 'revisedBy' as revised_by,
  r.said_in, r.party_ids, r.party_names, r.speaker_id, r.speaker_name, r.speaker_role, r.speaker_organisation,
  r.mode, r.channel, r.venue, r.attribution, r.said_edtf, r.said_words, r.said_basis, r.said_zone, r.said_latest,
  r.said_order, r.source_ids, r.position, r.recorded_at, r.published_at, r.corrections, r.retracted_by,
  r.known, r.known_from, r.known_until, r.is_current
from said_row r where r.kind = 'estimate';

create view current_estimates as select * from estimates where is_current and status in ('current', 'withdrawn');

comment on view estimates is
  'Every figure: a row for each time that it, or what is known of it, changed. A revision is a figure of its own.';
comment on view current_estimates is 'The figures that stand now: the end of each chain of revisions, also where it is a withdrawal.';
comment on column estimates.status is
  'current, superseded (by a revision), withdrawn (its issuer took the figure back) or retracted (our record of it was wrong).';
comment on column estimates.metric_id is 'What is counted: the name of the metric within its story.';
comment on column estimates.metric_label is 'What the metric is called for people.';
comment on column estimates.metric_combines is 'The things that the metric counts together; empty where it counts one.';
comment on column estimates.value is 'The number, where one was given.';
comment on column estimates.lower is 'The number that it is at least, or more than.';
comment on column estimates.lower_inclusive is 'Whether it may be that number itself: false means more than.';
comment on column estimates.upper is 'The number that it is at most, or less than.';
comment on column estimates.upper_inclusive is 'Whether it may be that number itself: false means less than.';
comment on column estimates.unit is 'The unit of the numbers; of a withdrawal, which has none, that of its metric.';
comment on column estimates.approx is 'exact, about or vague; null where the source does not say.';
comment on column estimates.wording is 'The figure in the words of the source: all there is where it is vague.';
comment on column estimates.scope is 'What the figure is limited to, in words.';
comment on column estimates.place_id is 'Where it counts: the place, the same in every story.';
comment on column estimates.place_name is 'Where it counts: the name of the place.';
comment on column estimates.period_edtf is 'The span that the figure covers, as EDTF.';
comment on column estimates.period_words is 'The words that tell this span.';
comment on column estimates.as_of_edtf is 'The moment at which the figure is meant to hold, as EDTF.';
comment on column estimates.as_of_words is 'The words that tell this moment.';
comment on column estimates.part_of is 'The figure that this one is a part of.';
comment on column estimates.chain is 'The first figure of its chain of revisions: the same for all figures of one chain.';
comment on column estimates.revises is 'The figure that it replaces.';
comment on column estimates.cause is 'Why it replaces it: new-information, issuer-error or withdrawn.';
comment on column estimates.revised_by is 'The figure that replaces it.';
