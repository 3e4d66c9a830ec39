-- The record. One row an event: the envelope for ever, the payload apart, so that it can be erased one day while the
-- commitment to it stays.

create table epoch (
  number integer primary key,
  id text not null unique,
  began_at timestamptz not null default clock_timestamp()
);
comment on table epoch is 'One row a history. A new one begins only where a restored ledger and what was published differ.';

insert into epoch (number, id) values (1, gen_random_uuid()::text);

create table event (
  position bigint primary key,
  commit bigint not null,
  recorded_at timestamptz not null,
  version integer not null,
  schema_version smallint not null,
  story text collate "C" not null,
  id text collate "C" not null,
  type text collate "C" not null,
  recorded_by text not null,
  commitment bytea not null,
  published_at text,
  correlation_id text,
  causation_id text,
  unique (story, version),
  unique (story, id)
);
comment on column event.position is '1, 2, 3 … in commit order, without a hole';
comment on column event.commit is 'position of the last event of the same publish';
comment on column event.recorded_at is 'at least 1 µs after the publish before; equal within one publish';
comment on column event.commitment is 'sha-256 of salt and {"actor"?,"data"} in RFC 8785 form';
comment on column event.published_at is 'asserted by the newsroom, kept as it was sent';

create table payload (
  position bigint primary key,
  salt bytea not null,
  actor text,
  data text not null
);
comment on column payload.data is 'RFC 8785 canonical JSON: its UTF-8 bytes are what is hashed and published';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger only grows: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger only_grows before update or delete or truncate on epoch for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on event for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on payload for each statement execute function refuse_change();

-- Appends a batch of chains, all or none. A chain is one story's events, decided against `chain_base`, the version that
-- the story had then; nothing is appended unless that still is the version of every story. Events come in order, each
-- with the number of its chain and of its request (1, 2, 3 …), and with the place in the batch of its request's last
-- event, which is its commit.
create function append_batch(
  chain_story text[], chain_base integer[],
  event_chain integer[], event_request integer[], event_last integer[], event_version integer[],
  event_schema_version integer[], event_id text[], event_type text[], event_recorded_by text[],
  event_published_at text[], event_correlation_id text[], event_causation_id text[], event_actor text[],
  event_commitment bytea[], event_salt bytea[], event_data text[]
) returns table (base_position bigint, base_time bigint, current_versions integer[])
language plpgsql volatile set search_path from current set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(current_schema() || '.append', 0));

  -- Each statement below has a snapshot younger than the lock: read committed, in a volatile function.
  select last.position, (extract(epoch from last.recorded_at) * 1000000)::bigint
    into base_position, base_time
    from event last order by last.position desc limit 1;
  base_position := coalesce(base_position, 0);
  base_time := greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, coalesce(base_time, 0) + 1);

  current_versions := array(
    select coalesce((select e.version from event e where e.story = chain.story order by e.version desc limit 1), 0)
    from unnest(chain_story) with ordinality as chain (story, number)
    order by chain.number);

  -- Without windows or sorts, which cost one small append more than its rows do.
  if current_versions = chain_base then
    insert into event (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment,
                       published_at, correlation_id, causation_id)
    select base_position + number, base_position + last,
      'epoch'::timestamptz + (base_time + request - 1) * interval '1 microsecond',
      version, schema_version, chain_story[chain], id, type, recorded_by, commitment,
      published_at, correlation_id, causation_id
    from unnest(
      event_chain, event_request, event_last, event_version, event_schema_version, event_id, event_type,
      event_recorded_by, event_published_at, event_correlation_id, event_causation_id, event_commitment
    ) with ordinality as sent (
      chain, request, last, version, schema_version, id, type,
      recorded_by, published_at, correlation_id, causation_id, commitment, number);

    insert into payload (position, salt, actor, data)
    select base_position + number, salt, actor, data
    from unnest(event_salt, event_actor, event_data) with ordinality as sent (salt, actor, data, number);
  end if;

  return next;
end $$;
