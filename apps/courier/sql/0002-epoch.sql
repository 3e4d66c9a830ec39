alter table webhook add column epoch text;
comment on column webhook.epoch is
  'the history that the place is of; null where none was known when it was made, and then the first that the views show';
comment on column webhook.lease is 'the claim under which it is delivered to now, until lease_until at the latest';
alter table webhook drop constraint webhook_reason_check;
alter table webhook add constraint webhook_reason_check
  check (reason in ('asked', 'failing', 'key-ended', 'epoch-differs', 'gone'));
