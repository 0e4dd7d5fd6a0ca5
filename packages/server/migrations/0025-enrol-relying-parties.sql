-- Relying parties 用证单位 (V1): an organisation that may check who somebody is, on a legal basis, for named purposes.

create table relying_party (
  party_id uuid primary key,
  organisation_id uuid not null references organisation,
  state text not null,
  legal_basis text not null,
  -- What the party says it is a basis for, in its own words; public, as the purposes are.
  explanation text not null,
  purposes text[] not null,
  services text[] not null,
  -- Limits by service where the approval sets others than the usual ones (policy/services.ts).
  limits jsonb not null default '{}',
  -- Whom to call when something is wrong: name and mobile, sealed under the organisation's key.
  contact bytea not null,
  applied_by uuid not null references person,
  applied_at timestamptz not null,
  due_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  decision_note text,
  agreement_version text,
  agreed_by uuid references person,
  agreed_at timestamptz,
  ended_at timestamptz,
  end_reason text
);
-- One relationship at a time; an earlier one stays on record.
create unique index relying_party_of_organisation on relying_party (organisation_id)
  where state not in ('refused', 'withdrawn', 'ended');
create index relying_party_to_decide on relying_party (due_at) where state = 'applied';

-- A system of a relying party: an OAuth 2 client that proves itself by a key or a certificate, never by a shared secret.
create table client (
  client_id text primary key,
  party_id uuid not null references relying_party,
  label text not null,
  method text not null check (method in ('private_key_jwt', 'self_signed_tls_client_auth')),
  -- JWK Set of public keys, for private_key_jwt.
  jwks jsonb,
  -- SHA-256 of the DER certificate, for mutual TLS (RFC 8705).
  certificate_sha256 bytea,
  services text[] not null,
  created_by uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  check ((jwks is null) <> (certificate_sha256 is null))
);
create index client_of_party on client (party_id);

-- Readers of a party end with it; those without one are the authority's own, enrolled at a counter.
alter table reader add column party_id uuid references relying_party;
alter table enrolment_code add column party_id uuid references relying_party;
create index reader_of_party on reader (party_id) where party_id is not null;

-- A look by a party's system instead of a reader.
alter table look add column client_id text references client;

-- Every answer of a service about a person, under the id that both sides can look it up by (V2). Keyed by the person
-- first: the keyed hash of the number that was asked about, whether we know the person or not.
create table evidence (
  subject_index bytea not null,
  evidence_id uuid not null,
  party_id uuid not null references relying_party,
  client_id text references client,
  service text not null,
  purpose text not null,
  verdict text not null,
  reason text not null,
  at timestamptz not null,
  primary key (subject_index, evidence_id)
);
create unique index evidence_by_id on evidence (evidence_id);
create index evidence_of_party on evidence (party_id, at desc);

-- What a party is to hear of, written in the transaction of what it tells; deliveries are their own matter.
create table party_event (
  party_id uuid not null references relying_party,
  event_id uuid not null,
  kind text not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (party_id, event_id)
);
create index party_event_by_age on party_event (at);

-- What processes that verify without asking keep in memory: they ask for what changed since they last heard.
create sequence directory_version;
alter table relying_party add column version bigint not null default nextval('directory_version');
alter table client add column version bigint not null default nextval('directory_version');
alter table reader add column version bigint not null default nextval('directory_version');
create function next_directory_version() returns trigger language plpgsql as $$
begin
  new.version := nextval('directory_version');
  return new;
end $$;
create trigger relying_party_changed before update on relying_party for each row execute function next_directory_version();
create trigger client_changed before update on client for each row execute function next_directory_version();
create trigger reader_changed before update on reader for each row execute function next_directory_version();
create index relying_party_by_version on relying_party (version);
create index client_by_version on client (version);
create index reader_by_version on reader (version);

grant select, insert, update, delete on relying_party, client, evidence, party_event to suizheng_app;
grant usage, select on sequence directory_version to suizheng_app;
