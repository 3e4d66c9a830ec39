create view statements as
select r.story, r.id,
  r.data ->> 'act' as act,
  r.data ->> 'modality' as modality,
  r.data ->> 'condition' as condition,
  r.data ->> 'proposition' as proposition,
  r.data #>> '{wording,text}' as wording,
  r.data #>> '{wording,by}' as wording_by,
  r.data #>> '{wording,language}' as wording_language,
  (r.data #>> '{wording,translated}')::boolean as wording_translated,
  r.data #>> '{wording,doubtful}' as wording_doubtful,
  r.data #>> '{call,action}' as call_action,
  array(select party ->> 'name' from jsonb_array_elements(r.data #> '{call,addressees}') as party) as call_addressees,
  array(select party ->> 'name' from jsonb_array_elements(r.data #> '{call,targets}') as party) as call_targets,
  r.data -> 'compares' as compares,
  r.data -> 'links' as links,
  r.said_in, r.party_ids, r.party_names, r.speaker_id, r.speaker_name, r.speaker_role, r.speaker_organisation,
  r.mode, r.channel, r.venue, r.attribution, r.said_edtf, r.said_words, r.said_basis, r.said_zone, r.said_latest,
  r.said_order, r.source_ids, r.position, r.recorded_at, r.published_at, r.corrections, r.retracted_by,
  r.known, r.known_from, r.known_until, r.is_current
from said_row r where r.kind = 'statement';

create view occurrences as
select r.story, r.id,
  r.data ->> 'kind' as kind,
  r.data ->> 'what' as what,
  array(select one ->> 'id' from jsonb_array_elements(r.data -> 'participants') as one) as participant_ids,
  array(select one ->> 'name' from jsonb_array_elements(r.data -> 'participants') as one) as participant_names,
  r.data #>> '{place,id}' as place_id,
  r.data #>> '{place,name}' as place_name,
  r.said_edtf as happened_edtf, r.said_words as happened_words, r.said_basis as happened_basis,
  r.said_zone as happened_zone, r.said_latest as happened_latest, r.said_order as happened_order,
  r.said_in, r.party_ids, r.party_names, r.speaker_id, r.speaker_name, r.speaker_role, r.speaker_organisation,
  r.mode, r.channel, r.venue, r.attribution,
  r.source_ids, r.position, r.recorded_at, r.published_at, r.corrections, r.retracted_by,
  r.known, r.known_from, r.known_until, r.is_current
from said_row r where r.kind = 'occurrence';

comment on view statements is
  'What somebody said, warned, predicted or called for: a row for each time that a statement, or what is known of it, changed.';
comment on column statements.act is 'says, warns, predicts or calls.';
comment on column statements.modality is 'How firmly: asserted, believed or conditional.';
comment on column statements.condition is 'The condition under which it is said to hold.';
comment on column statements.proposition is 'What was said, in our words.';
comment on column statements.wording is 'The words themselves.';
comment on column statements.wording_by is 'Whose words they are: party, or narrator about it.';
comment on column statements.wording_language is 'The language of the words.';
comment on column statements.wording_translated is 'Whether they were translated into it.';
comment on column statements.wording_doubtful is 'Why the words are in doubt.';
comment on column statements.call_action is 'What is called for.';
comment on column statements.call_addressees is 'Of whom; empty where that was left unsaid.';
comment on column statements.call_targets is 'Against whom; empty where that was left unsaid.';
comment on column statements.compares is 'The comparisons that it draws between figures, as they were published.';
comment on column statements.links is 'The facts that it replies to, refers to or glosses, as they were published.';

comment on view occurrences is
  'What happened, or goes on: a row for each time that an occurrence, or what is known of it, changed.';
comment on column occurrences.kind is 'meeting, call, press-conference, operation, deployment, trend or other.';
comment on column occurrences.what is 'What happened, in our words.';
comment on column occurrences.participant_ids is 'Who took part; null within where only a name is known.';
comment on column occurrences.participant_names is 'Their names, in the same order.';
comment on column occurrences.place_id is 'Where it happened: the place, the same in every story.';
comment on column occurrences.place_name is 'Where it happened: the name of the place.';
comment on column occurrences.happened_edtf is 'When it happened, or of what is said in a statement when it was said, as EDTF.';
comment on column occurrences.happened_words is 'The words that tell this time, such as last week.';
comment on column occurrences.happened_basis is 'Whether the source states this time, or we infer it.';
comment on column occurrences.happened_zone is 'The time zone in which the date is meant.';
comment on column occurrences.happened_latest is 'The last instant at which it can have happened; null where nothing tells.';
comment on column occurrences.happened_order is 'Sorts the facts of a story as they happened, or were said, as far as that is known.';
