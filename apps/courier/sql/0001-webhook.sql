-- A webhook's row changes with every delivery: free room in its page keeps the new row there, and no index is touched.
create table webhook (
  id text primary key,
  owner text not null,
  url text not null,
  stories text[],
  types text[],
  parties text[],
  description text,
  created_at timestamptz not null default clock_timestamp(),
  state text not null default 'active' check (state in ('active', 'paused', 'ended')),
  reason text check (reason in ('asked', 'failing', 'key-ended', 'gone')),
  since timestamptz not null default clock_timestamp(),
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  place bigint not null check (place >= 0),
  failures integer not null default 0,
  failing_since timestamptz,
  last_error text,
  due_at timestamptz not null default clock_timestamp(),
  lease text,
  lease_until timestamptz,
  check ((state = 'active') = (reason is null))
) with (fillfactor = 50);
comment on table webhook is 'Who is told of events over HTTP, and how far they are.';
comment on column webhook.owner is 'the opaque id of the key that made it';
comment on column webhook.place is 'all events up to this position that pass the filter were delivered';
comment on column webhook.failures is 'how often the next event has failed';
comment on column webhook.lease is 'the process that delivers now, until lease_until at the latest';
create index webhook_owner on webhook (owner, id);

create table attempt (
  id bigint generated always as identity primary key,
  webhook text not null references webhook (id) on delete cascade,
  at timestamptz not null default clock_timestamp(),
  position bigint,
  event text,
  type text,
  story text,
  number integer not null,
  outcome text not null check (outcome in ('delivered', 'failed')),
  status integer,
  error text,
  duration_ms integer not null
);
comment on table attempt is 'The latest deliveries that were tried of each webhook: its newest 500, for thirty days.';
comment on column attempt.position is 'null for a test';
create index attempt_webhook on attempt (webhook, id);
create index attempt_at on attempt (at);
