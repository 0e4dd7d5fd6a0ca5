-- Systems of relying parties (V1): what processes in memory follow, assertions that were used, calls by day.

-- The version of a row is the transaction that wrote it. A sequence's numbers are drawn before the commit, so that a
-- row with a smaller number may become visible after one with a larger number, and whoever asks "what is newer than the
-- largest I have seen" misses it. With transactions the question can be exact: whatever a reader's last snapshot did not
-- see was written by a transaction not older than that snapshot's xmin.
create or replace function next_directory_version() returns trigger language plpgsql as $$
begin
  new.version := pg_current_xact_id()::text::bigint;
  return new;
end $$;
alter table relying_party alter column version set default pg_current_xact_id()::text::bigint;
alter table client alter column version set default pg_current_xact_id()::text::bigint;
alter table reader alter column version set default pg_current_xact_id()::text::bigint;
update relying_party set version = 0;
update client set version = 0;
update reader set version = 0;
drop sequence directory_version;

-- A client's assertion works once (RFC 7523 §3): the hash of client and jti, until its time refuses it anyway.
create table client_assertion (
  jti_hash bytea primary key,
  expires_at timestamptz not null
);
create index client_assertion_by_expiry on client_assertion (expires_at);

-- Calls of a party by service and day of Asia/Shanghai; one row that every call of the day updates in place. A client
-- with limits of its own (a trial client) is counted apart, under its own id instead of its party's.
create table call_count (
  counted_as text not null,
  service text not null,
  day date not null,
  party_id uuid not null references relying_party,
  calls bigint not null,
  primary key (counted_as, service, day)
) with (fillfactor = 50);
create index call_count_of_party on call_count (party_id, day);

-- A trial client's own limits, by service; null for every other client: its party's count.
alter table client add column limits jsonb;

grant select, insert, update, delete on client_assertion, call_count to suizheng_app;
