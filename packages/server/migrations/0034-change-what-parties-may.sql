-- What a relying party asks to have changed of its purposes and services (V1): decided by an officer; until then what was
-- approved holds. Public, as the party's purposes are; `note` is read by the party.

create table party_amendment (
  party_id uuid not null references relying_party,
  amendment_id uuid not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn', 'void')),
  explanation text not null,
  -- What held when it was asked for, and what is to hold.
  purposes_before text[] not null,
  services_before text[] not null,
  purposes text[] not null,
  services text[] not null,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  taken_by uuid references staff,
  taken_until timestamptz,
  decided_by uuid references staff,
  -- When it was decided, withdrawn, or its party ended.
  decided_at timestamptz,
  reason text,
  note text,
  -- What was approved of it.
  purposes_granted text[],
  services_granted text[],
  primary key (party_id, amendment_id)
);
-- One at a time.
create unique index party_amendment_open on party_amendment (party_id) where state = 'asked';
create index party_amendment_to_decide on party_amendment (due_at) where state = 'asked';
-- How often an organisation applies is limited, whatever becomes of it.
create index relying_party_of_organisation_by_age on relying_party (organisation_id, applied_at);

grant select, insert, update, delete on party_amendment to suizheng_app;
