-- A story's title, summary and status are no longer those of its opening alone: they have a row of their own.

insert into view_row (story, kind, key, known, doc)
select story, 'header', '*', known, jsonb_strip_nulls(jsonb_build_object(
    'status', doc -> 'status', 'title', doc -> 'data' -> 'title', 'titledBy', key, 'language', doc -> 'data' -> 'language',
    'openedBy', key, 'openedAt', doc -> 'recordedAt', 'summary', doc -> 'data' -> 'summary',
    'summarisedBy', case when doc -> 'data' ? 'summary' then key end))
from view_row where kind = 'story';

update view_row set doc = doc - 'status' where kind = 'story';
