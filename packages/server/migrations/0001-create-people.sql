-- People, their accounts and what they agreed to. Personal data is sealed with a key per person or account:
-- destroying data_key destroys the data. Look-ups go by a keyed hash (blind index), never by the value.

create table person (
  person_id uuid primary key,
  number_index bytea not null unique,
  data_key bytea not null,
  sealed bytea not null,
  created_at timestamptz not null
);

create table account (
  account_id uuid primary key,
  mobile_index bytea not null unique,
  data_key bytea not null,
  sealed bytea not null,
  level text not null check (level in ('registered', 'real-name', 'real-person')),
  person_id uuid references person,
  created_at timestamptz not null
);

create table session (
  token_hash bytea primary key,
  account_id uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on session (account_id);

create table sms_code (
  sms_code_id uuid primary key,
  mobile_index bytea not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts smallint not null default 0,
  used_at timestamptz
);
create index sms_code_by_mobile on sms_code (mobile_index, created_at desc);

create table consent (
  account_id uuid not null references account,
  consent_id uuid not null,
  person_id uuid,
  kind text not null,
  version text not null,
  guardian boolean not null default false,
  granted_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (account_id, consent_id)
);

create table staff (
  staff_id uuid primary key,
  name text not null,
  counter text not null,
  roles text[] not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- The first answer to a creating call, kept so that a retry gets it again and nothing happens twice.
create table idempotency (
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  answer bytea,
  created_at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_by_age on idempotency (created_at);
