-- Sign-in (A10): sessions that a person can tell apart and end, passkeys, codes that belong to the browser that asked.

alter table session
  add column session_id uuid not null default gen_random_uuid(),
  -- SHA-256 of the device's cookie: names the browser, opens nothing. Null before devices were known.
  add column device_hash bytea,
  -- What the browser says it is, sealed under the account's key.
  add column device bytea,
  add column last_seen_at timestamptz,
  add column proven text not null default 'code' check (proven in ('code', 'passkey', 'face')),
  -- False: a browser that the account had never been seen on, when there was already somebody's data to see.
  add column known_device boolean not null default true,
  -- Whose account it was when this session began: a face opens it only when it is this person's.
  add column holder_id uuid references person;
create unique index session_by_id on session (session_id);
create index session_by_device on session (device_hash) where device_hash is not null;

-- The browser that asked: guesses from anywhere else do not count against the code, and cannot use it.
alter table sms_code add column asker_hash bytea;

-- The session that began a check: an accepted face raises it and no other.
alter table real_person_check add column session_id uuid;

create table passkey (
  account_id uuid not null references account,
  passkey_id uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  -- The name its owner gave it, sealed under the account's key.
  name bytea not null,
  -- Kept by the maker's cloud and on other devices of the person.
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, passkey_id)
);
-- A passkey names its account: nobody types a mobile to use it.
create unique index passkey_by_credential on passkey (credential_id);

-- Challenges that wait for a passkey: each works once, which deleting its row shows.
create table passkey_challenge (
  challenge_hash bytea primary key,
  purpose text not null check (purpose in ('add', 'sign-in', 'staff-enrol', 'staff-sign-in')),
  -- The account or the member of staff it was made for; null where only the answer tells who.
  owner_id uuid,
  expires_at timestamptz not null
);
create index passkey_challenge_by_age on passkey_challenge (expires_at);

grant select, insert, update, delete on passkey, passkey_challenge to suizheng_app;
