-- Of the two slots that generations of the views are folded into, the one that is shown: each statement sees one of them,
-- whole, and a switch waits for nobody. The views themselves stay, and so does what was granted on them.

do $$
declare
  views text := (current_schemas(false))[2];
begin
  execute format($v$create view shown_row as
    select * from %I.view_row where (select slot from shown) = 'blue'
    union all
    select * from %I.view_row where (select slot from shown) = 'green'$v$, views || '_blue', views || '_green');
end $$;
comment on view shown_row is 'The rows that readers see.';

create or replace view known_row as
select r.story, r.kind, r.key as id, r.doc, r.doc -> 'data' as data,
  (r.doc ->> 'position')::bigint as position,
  (r.doc ->> 'recordedAt')::timestamptz as recorded_at,
  (r.doc ->> 'publishedAt')::timestamptz as published_at,
  array(select jsonb_array_elements_text(r.doc -> 'corrections')) as corrections,
  r.doc ->> 'retractedBy' as retracted_by,
  r.known, began.recorded_at as known_from, ended.recorded_at as known_until, upper_inf(r.known) as is_current
from shown_row r
left join log began on began.story = r.story and began.position = lower(r.known)
left join log ended on ended.story = r.story and ended.position = upper(r.known);

-- A fact that is said in a statement has its speaker, time and citations from there, and the statement may be corrected
-- while the fact stays: so each row is known only while all that it is put together from was known together.
create or replace view said_row as
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
from shown_row r
left join lateral (
  with recursive chain (known, said) as (
    select r.known, r.doc -> 'data' where r.doc -> 'data' ? 'saidIn'
    union all
    select chain.known * s.known, s.doc -> 'data'
    from chain
    join shown_row s on s.story = r.story and s.kind = 'statement' and s.key = chain.said ->> 'saidIn'
      and s.known && chain.known
  )
  select chain.known, chain.said from chain where not chain.said ? 'saidIn'
) outermost on true
cross join lateral (
  select coalesce(outermost.known, r.known) as known, coalesce(outermost.said, r.doc -> 'data') as said
) whole
left join log began on began.story = r.story and began.position = lower(whole.known)
left join log ended on ended.story = r.story and ended.position = upper(whole.known);

create or replace view positions as
select s.story,
  s.doc ->> 'claim' as claim,
  c.doc #>> '{data,proposition}' as proposition,
  s.doc #>> '{party,id}' as party_id,
  s.doc #>> '{party,name}' as party_name,
  array(select jsonb_array_elements_text(s.doc #> '{party,oneOf}')) as party_one_of,
  s.doc ->> 'stance' as stance,
  s.doc ->> 'fact' as fact,
  s.doc #>> '{was,stance}' as was_stance,
  s.doc #>> '{was,fact}' as was_fact,
  f.data ->> 'strength' as strength,
  f.data #>> '{wording,text}' as wording,
  f.said_in, f.party_ids, f.party_names, f.speaker_id, f.speaker_name, f.speaker_role, f.speaker_organisation,
  f.mode, f.channel, f.venue, f.attribution, f.said_edtf, f.said_words, f.said_basis, f.said_zone, f.said_latest,
  f.said_order, f.source_ids,
  (s.doc ->> 'position')::bigint as position,
  (s.doc ->> 'recordedAt')::timestamptz as recorded_at,
  whole.known, began.recorded_at as known_from, ended.recorded_at as known_until,
  upper_inf(s.known) and upper_inf(whole.known) as is_current
from shown_row s
left join shown_row c on c.story = s.story and c.kind = 'claim' and c.key = s.doc ->> 'claim' and c.known && s.known
left join said_row f on f.story = s.story and f.kind = 'position' and f.id = s.doc ->> 'fact' and f.known && s.known
cross join lateral (
  select s.known * coalesce(c.known, s.known) * coalesce(f.known, s.known) as known
) whole
left join log began on began.story = s.story and began.position = lower(whole.known)
left join log ended on ended.story = s.story and ended.position = upper(whole.known)
where s.kind = 'stand' and not isempty(whole.known);
