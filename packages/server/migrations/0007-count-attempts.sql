-- How often something was tried within a window, so that limits hold across processes and restarts. The subject is a
-- keyed hash (a mobile, an address) or an id of ours, never the value.

create table attempt_count (
  subject bytea not null,
  kind text not null,
  window_ms bigint not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (subject, kind, window_ms)
);
create index attempt_count_by_age on attempt_count (window_start);
grant select, insert, update, delete on attempt_count to suizheng_app;
