-- What was published and is no part of the record any more: a ledger that was restored and written to went another way, and
-- a new epoch began. Only a topic that ends just so may be made anew.

create table given_up (
  epoch text not null,
  position bigint not null,
  story text collate "C" not null,
  id text collate "C" not null,
  salt bytea not null,
  given_up_at timestamptz not null default clock_timestamp(),
  primary key (epoch, position, salt)
);
comment on table given_up is 'The last event of each topic whose history a new epoch followed.';
comment on column given_up.epoch is 'the history that the topic held';

create trigger only_grows before update or delete or truncate on given_up for each statement execute function refuse_change();
