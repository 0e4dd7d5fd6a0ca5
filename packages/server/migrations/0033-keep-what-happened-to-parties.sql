-- What happened to a relying party and by whom (V1): the officers' page shows it without reading the audit log, which is
-- not kept by its objects. `note` is an officer's words, read by the party too.

create table party_change (
  party_id uuid not null references relying_party,
  change_id uuid not null,
  event text not null,
  -- Null for what the party did itself.
  staff_id uuid references staff,
  reason text,
  note text,
  at timestamptz not null,
  primary key (party_id, change_id)
);
grant select, insert, update, delete on party_change to suizheng_app;

-- Officers open a report by its own id; the account it is keyed by is the holder's, and none of theirs to know.
create unique index look_report_by_id on look_report (report_id);
