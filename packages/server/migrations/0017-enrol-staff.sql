-- Staff sign in with a passkey and a one-time code; a session belongs to a key that never leaves their browser.

-- Only a sandbox gives tokens that last.
alter table staff alter column token_hash drop not null;

-- Links by which a member of staff enrols passkey and second factor, handed over in person; each works once.
create table staff_enrolment (
  code_hash bytea primary key,
  staff_id uuid not null references staff,
  -- The administrator, or null for an operator at the command line.
  created_by uuid references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  -- The new second factor and the new passkey wait here until one code has confirmed them.
  data_key bytea not null,
  secret bytea not null,
  passkey jsonb
);
create index staff_enrolment_by_staff on staff_enrolment (staff_id);

create table staff_passkey (
  staff_id uuid not null references staff,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (staff_id, credential_id)
);
create unique index staff_passkey_by_credential on staff_passkey (credential_id);

-- The second factor (RFC 6238): its secret is sealed; a step of time counts once.
create table staff_factor (
  staff_id uuid primary key references staff,
  data_key bytea not null,
  secret bytea not null,
  last_step bigint not null,
  confirmed_at timestamptz not null
);

create table staff_session (
  token_hash bytea primary key,
  session_id uuid not null unique,
  staff_id uuid not null references staff,
  -- Thumbprint (RFC 7638) of the browser's key: without its signature the cookie opens nothing.
  key_thumbprint text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed-out', 'locked', 'idle', 'replaced', 'access-ended', 'suspected'))
);
create index staff_session_by_staff on staff_session (staff_id) where ended_at is null;

-- Proofs seen (RFC 9449 §11.1): each counts once, whichever process it reaches.
create table staff_proof (
  jti_hash bytea primary key,
  seen_at timestamptz not null
);
create index staff_proof_by_age on staff_proof (seen_at);

grant select, insert, update, delete on staff_enrolment, staff_passkey, staff_factor, staff_session, staff_proof to suizheng_app;
