-- One Merkle tree an epoch, over all events of the ledger: leaf 0 is position 1. All of it only grows.

-- A row holds hashes of nodes that stand side by side, as many as came together, up to 32 of one block. Only the levels 0, 5,
-- 10 … are kept: what lies between is hashed again from at most 32.
create table node (
  epoch integer not null,
  level smallint not null check (level >= 0 and level % 5 = 0),
  first bigint not null check (first >= 0),
  hashes bytea not null check (octet_length(hashes) > 0 and octet_length(hashes) % 32 = 0),
  primary key (epoch, level, first),
  check (first / 32 = (first + octet_length(hashes) / 32 - 1) / 32)
);
comment on table node is 'The tree: hashes of whole subtrees.';
comment on column node.level is 'a node of it covers 2^level leaves';
comment on column node.first is 'of the nodes of its level, from 0: the first in hashes';

create table checkpoint (
  number bigint generated always as identity primary key,
  epoch integer not null,
  size bigint not null check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null default clock_timestamp()
);
comment on table checkpoint is 'Every checkpoint that was ever signed.';
comment on column checkpoint.note is 'a C2SP tlog-checkpoint, as it is published';
create index checkpoint_epoch on checkpoint (epoch, number);

create table signing_key (
  number integer generated always as identity primary key,
  verifier_key text not null unique,
  endorsement text,
  first_used_at timestamptz not null default clock_timestamp()
);
comment on table signing_key is 'The keys that signed, one after the other.';
comment on column signing_key.endorsement is 'a signed note in which the key before names this one; null for the first';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is signed only grows: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger only_grows before update or delete or truncate on node for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on checkpoint for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on signing_key for each statement execute function refuse_change();
