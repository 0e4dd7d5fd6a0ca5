-- Authorisations under way at the third party that vouches for a mobile (A3). Each works once, in the browser that began it.
create table vouching (
  person_id uuid not null references person,
  vouching_id uuid not null,
  application_id uuid not null,
  account_id uuid not null references account,
  -- SHA-256 of the state parameter, and of the mark that the browser was given.
  state_hash bytea not null unique,
  mark_hash bytea not null,
  -- State, nonce, code verifier and redirect address, sealed under the person's key.
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, vouching_id),
  foreign key (person_id, application_id) references application on delete cascade
);
create index vouching_by_age on vouching (expires_at);

-- Whether a person registers already is asked for by account and procedure.
create index application_open_of_account on application (account_id, procedure)
  where state in ('proving', 'in-review', 'at-counter');

grant select, insert, update, delete on vouching to suizheng_app;
