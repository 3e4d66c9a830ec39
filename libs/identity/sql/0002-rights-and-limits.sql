alter table key
  add column expires_at timestamptz,
  add column rate integer check (rate > 0);
comment on table key is 'Who may publish and read. Only a hash of a key is kept; the record knows its holder by the opaque id alone.';
comment on column key.rate is 'events a second; where it is null, what the publishers are set to';

-- One row a key, so that nothing has to be cleared away; the free room in each page keeps its updates in that page.
create table limit_use (
  key_id text primary key references key (id) on delete cascade,
  window_start timestamptz not null,
  used bigint not null
) with (fillfactor = 50);
comment on table limit_use is 'What all publishers together have taken of a key''s allowance in its latest window, ahead of using it.';
comment on column limit_use.used is 'also counts what was asked for beyond the allowance and not given';
