-- Relying parties' readers and every look at a credential.

create table enrolment_code (
  code_hash bytea primary key,
  organisation text not null,
  label text not null,
  scope text not null,
  purposes text[] not null,
  created_by uuid not null references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table reader (
  reader_id uuid primary key,
  organisation text not null,
  label text not null,
  scope text not null,
  purposes text[] not null,
  token_hash bytea not null unique,
  encryption_key bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz
);

create table look (
  cti bytea not null,
  look_id uuid not null,
  code_id bytea not null,
  reader_id uuid references reader,
  at timestamptz not null,
  received_at timestamptz not null,
  reason text not null,
  purpose text,
  online boolean not null,
  doubled boolean not null default false,
  primary key (cti, look_id)
);
create index look_by_code on look (code_id);
