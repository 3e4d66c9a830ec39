-- What a column is that several views have is said once; what a view says of its own column stays.
do $$
declare
  named record;
begin
  for named in
    select c.relname as of_view, a.attname as of_column, words.says
    from (values
      ('story', 'The story.'),
      ('id', 'The event, and the fact that it introduced: unique within its story.'),
      ('fact', 'The fact that it mends or takes back.'),
      ('fact_kind', 'What the fact is, such as estimate, statement or position.'),
      ('reason', 'Why.'),
      ('recorded_by', 'The opaque id of the newsroom''s key: never its holder.'),
      ('stood_since', 'Since when what is mended had been on record.'),
      ('stood_for', 'How long it had been on record.'),
      ('said_in', 'The statement in which it is said. Who said it, when and where is taken from there, and from the statement '
        'in which that is said, to the end of the chain, as it was known at the same time.'),
      ('party_ids', 'Who says it; null within where the words leave open who is meant, empty where the narrator speaks.'),
      ('party_names', 'Their names, in the same order.'),
      ('speaker_id', 'The person who speaks for them, the same in every story.'),
      ('speaker_name', 'The name of this person.'),
      ('speaker_role', 'The role of this person then.'),
      ('speaker_organisation', 'The organisation of this person then.'),
      ('mode', 'verbatim, paraphrase, or narrator where the source speaks itself.'),
      ('channel', 'Where it was published, such as X or a television station.'),
      ('venue', 'Where the speaker stood.'),
      ('attribution', 'All of it as it was published. Where it is open who said it, only this tells: oneOf has the alternatives.'),
      ('said_edtf', 'When it was said, as EDTF (ISO 8601-2).'),
      ('said_words', 'The words that tell this time, such as Monday.'),
      ('said_basis', 'Whether the source states this time, or we infer it.'),
      ('said_zone', 'The time zone in which the date is meant.'),
      ('said_latest', 'The last instant at which it can have been said; null where nothing tells.'),
      ('said_order', 'Sorts the facts of a story as they were said or happened, as far as that is known.'),
      ('source_ids', 'The sources that it is cited from; empty where none is named.'),
      ('position', 'The position in the record of the event that introduced it.'),
      ('recorded_at', 'When that event was recorded here.'),
      ('published_at', 'When the newsroom says that it first published it.'),
      ('corrections', 'The corrections that it has had; empty where there are none.'),
      ('retracted_by', 'The retraction that took it back.'),
      ('known', 'The positions between which this row was what was known; without an upper end where it still is.'),
      ('known_from', 'Since when this row was what was known.'),
      ('known_until', 'Until when, this moment excluded; null where it still is. The same as known_from where the row was '
        'replaced by what was published with it.'),
      ('is_current', 'Whether it still is: the cheapest way to ask for what is known now.')
    ) as words (of_column, says)
    join pg_attribute a on a.attname = words.of_column and a.attnum > 0
    join pg_class c on c.oid = a.attrelid and c.relkind = 'v' and c.relnamespace = current_schema()::regnamespace
    where c.relname not in ('known_row', 'said_row') and col_description(c.oid, a.attnum) is null
  loop
    execute format('comment on column %I.%I is %L', named.of_view, named.of_column, named.says);
  end loop;

  for named in
    select 'current_' || a.attrelid::regclass as of_view, a.attname as of_column, col_description(a.attrelid, a.attnum) as says
    from pg_attribute a
    where a.attrelid in ('estimates'::regclass, 'positions'::regclass) and a.attnum > 0
  loop
    execute format('comment on column %I.%I is %L', named.of_view, named.of_column, named.says);
  end loop;
end $$;
