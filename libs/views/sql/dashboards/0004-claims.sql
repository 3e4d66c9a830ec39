create view claims as
select r.story, r.id,
  r.data ->> 'proposition' as proposition,
  array(select party ->> 'id' from jsonb_array_elements(r.data -> 'concerns') as party) as concerns_ids,
  array(select party ->> 'name' from jsonb_array_elements(r.data -> 'concerns') as party) as concerns_names,
  array(select jsonb_array_elements_text(r.data -> 'implies')) as implies,
  r.said_in, r.party_ids, r.party_names, r.speaker_id, r.speaker_name, r.speaker_role, r.speaker_organisation,
  r.mode, r.channel, r.venue, r.attribution, r.said_edtf, r.said_words, r.said_basis, r.said_zone, r.said_latest,
  r.said_order, r.source_ids, r.position, r.recorded_at, r.published_at, r.corrections, r.retracted_by,
  r.known, r.known_from, r.known_until, r.is_current
from said_row r where r.kind = 'claim';

-- Where a party stands, with the claim and the fact that says so as they were known at the same time.
create view positions as
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
from view_row s
left join view_row c on c.story = s.story and c.kind = 'claim' and c.key = s.doc ->> 'claim' and c.known && s.known
left join said_row f on f.story = s.story and f.kind = 'position' and f.id = s.doc ->> 'fact' and f.known && s.known
cross join lateral (
  select s.known * coalesce(c.known, s.known) * coalesce(f.known, s.known) as known
) whole
left join log began on began.story = s.story and began.position = lower(whole.known)
left join log ended on ended.story = s.story and ended.position = upper(whole.known)
where s.kind = 'stand' and not isempty(whole.known);

create view current_positions as select * from positions where is_current;

comment on view claims is 'What parties may confirm, deny or leave open: a row for each time that a claim, or what is known of it, changed.';
comment on column claims.proposition is 'What is claimed, in our words.';
comment on column claims.concerns_ids is 'The parties of whom a reader would want to know where they stand; null within where only a name is known.';
comment on column claims.concerns_names is 'Their names, in the same order.';
comment on column claims.implies is 'The claims that are true if this one is; they give nobody a position.';

comment on view positions is
  'Where each party stands on each claim, also where nothing is recorded: a row for each time that this, or what is known of it, changed.';
comment on view current_positions is 'Where each party stands on each claim now, also where nothing is recorded.';
comment on column positions.claim is 'The claim.';
comment on column positions.proposition is 'What is claimed, in our words.';
comment on column positions.party_id is 'The party, the same in every story; null where the words leave open who is meant.';
comment on column positions.party_name is 'The name of the party.';
comment on column positions.party_one_of is 'The parties of which one is meant, where that is open; else empty.';
comment on column positions.stance is 'confirmed, denied, unconfirmed (spoke of it, and left it open) or nothing-recorded.';
comment on column positions.fact is 'The fact that says so; null where nothing is recorded.';
comment on column positions.was_stance is 'Where the party stood before; null where it stood nowhere else.';
comment on column positions.was_fact is 'The fact that said so.';
comment on column positions.strength is 'How firmly: confirmed, asserted or believed; null where the words leave it open.';
comment on column positions.wording is 'The words themselves.';
comment on column positions.position is 'The position of the event since which the party stands so.';
comment on column positions.recorded_at is 'When that event was recorded here.';
