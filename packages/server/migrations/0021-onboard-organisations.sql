-- Organisations (A7): taken in at a counter, on the letter of authorisation that an agent brings. Name and unified
-- social credit code are public; the letter and who is invited are sealed under the organisation's own key.

create table organisation (
  organisation_id uuid primary key,
  uscc text not null unique,
  name text not null,
  data_key bytea not null,
  onboarded_at timestamptz not null
);

-- Keyed by the person, not the account: who proves themself with another phone is still a member.
create table organisation_member (
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  role text not null,
  joined_at timestamptz not null,
  primary key (organisation_id, person_id)
);
create index organisation_member_by_person on organisation_member (person_id);

-- Invited by mobile: only who has an account of that mobile sees it, and only the message's code accepts it.
create table organisation_invitation (
  organisation_id uuid not null references organisation,
  invitation_id uuid not null,
  mobile_index bytea not null,
  sealed bytea not null,
  role text not null,
  code_hash bytea not null,
  attempts smallint not null default 0,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'cancelled')),
  invited_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, invitation_id)
);
create unique index organisation_invitation_by_id on organisation_invitation (invitation_id);
create index organisation_invitation_by_mobile on organisation_invitation (mobile_index, expires_at) where state = 'open';

-- Letters of authorisation as they were scanned; the hash stands in the audit log too.
create table organisation_document (
  organisation_id uuid not null references organisation,
  document_id uuid not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  sha256 bytea not null,
  sealed bytea not null,
  agent_person_id uuid not null references person,
  staff_id uuid not null references staff,
  counter text not null,
  received_at timestamptz not null,
  primary key (organisation_id, document_id)
);

grant select, insert, update, delete on organisation, organisation_member, organisation_invitation, organisation_document to suizheng_app;
