-- Decision states of long stories, so that the first publish after a start need not read all their events. Disposable: the
-- events are the truth.

create table snapshot (
  story text collate "C" primary key,
  version integer not null,
  format smallint not null,
  state text not null
);
