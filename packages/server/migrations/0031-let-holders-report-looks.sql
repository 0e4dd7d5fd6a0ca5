-- What holders say about who looked (T5), what changed in a status list since a gate last heard (V3), and enrolments
-- whose answer got lost (V1).

-- A holder's report of a look, or of a service's check about their number. Note and answer are sealed under the
-- account's key, so that they end with it.
create table look_report (
  account_id uuid not null references account,
  report_id uuid not null,
  -- The look's id, or the evidence id of a service's answer: what holder and relying party both see.
  evidence_id uuid not null,
  kind text not null check (kind in ('look', 'service')),
  -- Who looked, as it was at that time; all null for a device that is not enrolled.
  organisation text,
  reader_id uuid references reader,
  client_id text references client,
  party_id uuid references relying_party,
  purpose text,
  looked_at timestamptz not null,
  reason text not null,
  note bytea,
  state text not null default 'received' check (state in ('received', 'upheld', 'dismissed')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  answer bytea,
  primary key (account_id, report_id),
  -- One look is reported once.
  unique (account_id, evidence_id)
);
create index look_report_to_decide on look_report (due_at) where state = 'received';
create index look_report_of_party on look_report (party_id) where party_id is not null;
grant select, insert, update, delete on look_report to suizheng_app;

-- In which version of its list an entry last changed: a gate that has an older one is told only the entries since.
-- The row of status_list_version is what changes of one list wait for, so versions rise in the order of commits: an
-- entry that changed is marked 0 and gets its version when that row does.
alter table credential add column status_version bigint;
create index credential_by_status_version on credential (status_list, status_version) where status_version is not null;
create function mark_status_change() returns trigger language plpgsql as $$
begin
  if new.status is distinct from old.status then
    new.status_version := 0;
  end if;
  return new;
end $$;
create trigger credential_status_changed before update of status on credential
  for each row execute function mark_status_change();
create function stamp_status_changes() returns trigger language plpgsql as $$
begin
  update credential set status_version = new.version
    where status_list = new.status_list and status_version = 0;
  return null;
end $$;
create trigger status_list_changed after insert or update on status_list_version
  for each row execute function stamp_status_changes();

-- The code a reader enrolled with: a device whose answer got lost asks again with the same code and the same key.
alter table reader add column enrolled_with bytea;
create unique index reader_enrolled_with on reader (enrolled_with) where enrolled_with is not null;
