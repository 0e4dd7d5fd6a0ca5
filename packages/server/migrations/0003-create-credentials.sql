-- Credentials. The status index comes from this sequence, once; unique (person_id, application_id) makes retries harmless.

create sequence status_number as bigint minvalue 0;

create table credential (
  person_id uuid not null references person,
  credential_id uuid not null,
  application_id uuid not null,
  account_id uuid references account,
  procedure text not null,
  medium text not null check (medium in ('electronic', 'paper')),
  cti bytea not null,
  serial text not null,
  status_list integer not null,
  status_index integer not null,
  status smallint not null default 0 check (status in (0, 1, 2)),
  status_reason text,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  present_until timestamptz,
  holder_key bytea,
  token bytea not null,
  primary key (person_id, credential_id),
  unique (person_id, application_id),
  unique (status_list, status_index)
);
create index credential_by_id on credential (credential_id);
create index credential_by_cti on credential (cti);
create index credential_by_account on credential (account_id, issued_at desc);
create index credential_by_serial on credential (serial);
create index credential_with_status on credential (status_list, status_index) where status <> 0;
