create table key (
  id text primary key,
  hash bytea not null unique,
  holder text not null,
  scopes text[] not null,
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);
comment on table key is 'Who may publish. Only a hash of a key is kept; the record knows its holder by the opaque id alone.';
