-- Under fourteen a guardian consents, on an account of their own (A12).
create table guardian_request (
  -- The child.
  person_id uuid not null references person,
  request_id uuid not null,
  application_id uuid not null,
  -- Who applied, and is told of the answer.
  account_id uuid not null references account,
  -- Keyed hash of the short code that the guardian types or scans.
  code_index bytea not null unique,
  state text not null check (state in ('open', 'consented', 'refused', 'ended')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  -- The consent as the guardian's account keeps it.
  guardian_account_id uuid references account,
  consent_id uuid,
  primary key (person_id, request_id),
  foreign key (person_id, application_id) references application
);
create unique index guardian_request_waiting on guardian_request (person_id, application_id) where state = 'open';
create index guardian_request_by_application on guardian_request (person_id, application_id, created_at desc);

-- When the number of people whose faces are stored first reached the number at which to file.
create table face_data_mark (
  mark text primary key,
  reached_at timestamptz not null,
  people integer not null
);
create index real_person_check_by_age on real_person_check (created_at);

grant select, insert, update, delete on guardian_request, face_data_mark to suizheng_app;
