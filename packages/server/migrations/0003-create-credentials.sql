-- Credentials. The status index comes from this sequence, once; one credential for one application makes retries harmless.
-- No foreign keys: a row is only ever written by the statement that moves its application (db/settle-statements.ts),
-- and that row has them. Each would cost a look-up and a row lock on the hot path (docs/decisions/0003-settle.md).

create sequence status_number as bigint minvalue 0;

create table credential (
  person_id uuid not null,
  credential_id uuid not null,
  application_id uuid not null,
  account_id uuid,
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
  primary key (person_id, application_id),
  unique (status_list, status_index)
);
create unique index credential_by_id on credential (credential_id);
create index credential_by_cti on credential (cti);
create index credential_by_account on credential (account_id, issued_at desc);
create index credential_by_serial on credential (serial);
create index credential_with_status on credential (status_list, status_index) where status <> 0;
