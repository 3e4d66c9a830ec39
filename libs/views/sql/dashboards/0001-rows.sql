-- What the views for dashboards are made of. No role is let in here: these two may change as the tables behind them do.
-- Only what is joined for a column that is asked for costs anything: the planner leaves the other joins out.

create view known_row as
select r.story, r.kind, r.key as id, r.doc, r.doc -> 'data' as data,
  (r.doc ->> 'position')::bigint as position,
  (r.doc ->> 'recordedAt')::timestamptz as recorded_at,
  (r.doc ->> 'publishedAt')::timestamptz as published_at,
  array(select jsonb_array_elements_text(r.doc -> 'corrections')) as corrections,
  r.doc ->> 'retractedBy' as retracted_by,
  r.known, began.recorded_at as known_from, ended.recorded_at as known_until, upper_inf(r.known) as is_current
from view_row r
left join log began on began.story = r.story and began.position = lower(r.known)
left join log ended on ended.story = r.story and ended.position = upper(r.known);
comment on view known_row is 'Every row with the times between which it was known.';

-- A fact that is said in a statement has its speaker, time and citations from there, and the statement may be corrected
-- while the fact stays: so each row is known only while all that it is put together from was known together.
create view said_row as
select r.story, r.kind, r.key as id, r.doc, r.doc -> 'data' as data,
  (r.doc ->> 'position')::bigint as position,
  (r.doc ->> 'recordedAt')::timestamptz as recorded_at,
  (r.doc ->> 'publishedAt')::timestamptz as published_at,
  array(select jsonb_array_elements_text(r.doc -> 'corrections')) as corrections,
  r.doc ->> 'retractedBy' as retracted_by,
  r.doc #>> '{data,saidIn}' as said_in,
  array(select party ->> 'id' from jsonb_array_elements(whole.said #> '{by,parties}') as party) as party_ids,
  array(select party ->> 'name' from jsonb_array_elements(whole.said #> '{by,parties}') as party) as party_names,
  whole.said #>> '{by,speaker,id}' as speaker_id,
  whole.said #>> '{by,speaker,name}' as speaker_name,
  whole.said #>> '{by,speaker,role}' as speaker_role,
  whole.said #>> '{by,speaker,organisation}' as speaker_organisation,
  whole.said #>> '{by,mode}' as mode,
  whole.said #>> '{by,channel}' as channel,
  whole.said #>> '{by,venue}' as venue,
  whole.said -> 'by' as attribution,
  whole.said #>> '{when,edtf}' as said_edtf,
  whole.said #>> '{when,wording}' as said_words,
  whole.said #>> '{when,basis}' as said_basis,
  whole.said #>> '{when,zone}' as said_zone,
  -- An EDTF year may lie before all that a timestamp can hold, which ends at 4714 BC.
  case when (r.doc #>> '{order,latest}')::numeric > -210866803200000
    then to_timestamp((r.doc #>> '{order,latest}')::double precision / 1000) end as said_latest,
  r.doc #>> '{order,key}' as said_order,
  array(select cite ->> 'source' from jsonb_array_elements(whole.said -> 'cites') as cite) as source_ids,
  whole.known, began.recorded_at as known_from, ended.recorded_at as known_until,
  upper_inf(r.known) and upper_inf(whole.known) as is_current
from view_row r
left join lateral (
  with recursive chain (known, said) as (
    select r.known, r.doc -> 'data' where r.doc -> 'data' ? 'saidIn'
    union all
    select chain.known * s.known, s.doc -> 'data'
    from chain
    join view_row s on s.story = r.story and s.kind = 'statement' and s.key = chain.said ->> 'saidIn'
      and s.known && chain.known
  )
  select chain.known, chain.said from chain where not chain.said ? 'saidIn'
) outermost on true
cross join lateral (
  select coalesce(outermost.known, r.known) as known, coalesce(outermost.said, r.doc -> 'data') as said
) whole
left join log began on began.story = r.story and began.position = lower(whole.known)
left join log ended on ended.story = r.story and ended.position = upper(whole.known);
comment on view said_row is
  'Every row of what somebody may have said, with who said it, when and where, from the end of the chain of saidIn.';
