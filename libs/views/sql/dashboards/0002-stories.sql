create view stories as
select r.story,
  r.doc ->> 'title' as title,
  r.doc ->> 'status' as status,
  r.doc ->> 'language' as language,
  r.doc ->> 'summary' as summary,
  r.doc ->> 'lead' as lead,
  array(select jsonb_array_elements_text(r.doc -> 'keyFacts')) as key_facts,
  (r.doc ->> 'openedAt')::timestamptz as opened_at,
  r.doc ->> 'openedBy' as opened_by,
  r.doc ->> 'titledBy' as titled_by,
  r.doc ->> 'summarisedBy' as summarised_by,
  -- Subqueries, not joins: they cost nothing where nobody asks.
  (select l.version from log l where l.story = r.story and l.position < coalesce(upper(r.known), 9223372036854775807)
   order by l.position desc limit 1) as version,
  (select l.recorded_at from log l where l.story = r.story and l.position < coalesce(upper(r.known), 9223372036854775807)
   order by l.position desc limit 1) as changed_at,
  r.known, r.known_from, r.known_until, r.is_current
from known_row r where r.kind = 'header';

comment on view stories is 'What each story is called and how it is summed up: a row for each time that this changed.';
comment on column stories.title is 'The title.';
comment on column stories.status is 'open or closed.';
comment on column stories.language is 'The language of the title and of all our words in the story, a BCP 47 tag.';
comment on column stories.summary is 'What the story is about, in a few sentences.';
comment on column stories.lead is 'The figure that leads: the event that gave it.';
comment on column stories.key_facts is 'The facts that matter most, by their events; empty where none are named.';
comment on column stories.opened_at is 'When the story was opened here.';
comment on column stories.opened_by is 'The event that opened it.';
comment on column stories.titled_by is 'The event that gave it this title.';
comment on column stories.summarised_by is 'The event that gave it this summary.';
comment on column stories.version is 'How many events the story had when this row ended, or has now.';
comment on column stories.changed_at is 'When the last of these events was recorded: of the current row, when the story last changed.';
