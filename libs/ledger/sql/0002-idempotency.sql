-- The answer to a publish that came with an Idempotency-Key, found again by a retry. Bookkeeping, not the record: it is
-- pruned.

create table idempotency (
  recorded_by text collate "C" not null,
  story text collate "C" not null,
  key text collate "C" not null,
  fingerprint bytea not null,
  commit bigint not null,
  events integer not null,
  kept_at timestamptz not null default clock_timestamp(),
  primary key (recorded_by, story, key)
);
comment on column idempotency.fingerprint is 'sha-256 of the body in RFC 8785 form: other content under the same key is refused';
comment on column idempotency.commit is 'position of the last event of the publish; its events are the ones right before';
create index idempotency_kept_at on idempotency (kept_at);

drop function append_batch(
  text[], integer[], integer[], integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[], text[],
  text[], bytea[], bytea[], text[]);

-- As before, and keeps the idempotency keys of requests, each with the number of its chain, the place of its last event
-- in the batch, and how many events it has.
create function append_batch(
  chain_story text[], chain_base integer[],
  event_chain integer[], event_request integer[], event_last integer[], event_version integer[],
  event_schema_version integer[], event_id text[], event_type text[], event_recorded_by text[],
  event_published_at text[], event_correlation_id text[], event_causation_id text[], event_actor text[],
  event_commitment bytea[], event_salt bytea[], event_data text[],
  key_chain integer[], key_last integer[], key_count integer[], key_text text[], key_recorded_by text[], key_fingerprint bytea[]
) returns table (base_position bigint, base_time bigint, current_versions integer[])
language plpgsql volatile set search_path from current set plan_cache_mode = force_generic_plan as $$
declare
  taken integer;
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

  -- A chain with an idempotency key that is there already has a version that none was decided on.
  if cardinality(key_text) > 0 then
    for taken in
      select sent.chain from unnest(key_chain, key_recorded_by, key_text) as sent (chain, recorded_by, key)
      join idempotency i on i.recorded_by = sent.recorded_by and i.story = chain_story[sent.chain] and i.key = sent.key
    loop
      current_versions[taken] := -1;
    end loop;
  end if;

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

    if cardinality(key_text) > 0 then
      insert into idempotency (recorded_by, story, key, fingerprint, commit, events)
      select recorded_by, chain_story[chain], key, fingerprint, base_position + last, count
      from unnest(key_chain, key_last, key_count, key_text, key_recorded_by, key_fingerprint)
        as sent (chain, last, count, key, recorded_by, fingerprint);
    end if;
  end if;

  return next;
end $$;
