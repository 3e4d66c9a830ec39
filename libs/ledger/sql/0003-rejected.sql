-- What publishers sent and were refused, so that nothing is lost by a refusal. Bookkeeping, not the record: it is pruned
-- by age and by size.

create table rejected (
  id text collate "C" primary key,
  recorded_by text collate "C" not null,
  story text not null,
  rejected_at timestamptz not null default clock_timestamp(),
  problem text not null,
  body bytea not null
);
comment on column rejected.id is 'a UUIDv7: in the order of time';
comment on column rejected.problem is 'the answer that was given, as application/problem+json';
comment on column rejected.body is 'as it was received';
create index rejected_recorded_by on rejected (recorded_by, id desc);
create index rejected_rejected_at on rejected (rejected_at);
