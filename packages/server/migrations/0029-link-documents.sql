-- Two documents of one person (L1): what the register said of the second, where the form names one.
alter table application add column link text check (link in ('match', 'no-match'));

-- The level of the counter an officer serves at: some papers come only from county level or above (L2).
alter table staff add column counter_level text not null default 'station'
  check (counter_level in ('station', 'county', 'city', 'province'));

-- "Do these two numbers belong to one person?" (L3). Until the time is up nothing of the row tells its asker whether
-- anybody was found: the holder's columns are filled in the statement that writes it, or stay empty. Keyed by the
-- person first, as evidence is: the keyed hash of the first number.
create table link_check (
  subject_index bytea not null,
  evidence_id uuid not null,
  party_id uuid not null references relying_party,
  client_id text references client,
  purpose text not null,
  first_document text not null,
  second_document text not null,
  second_index bytea not null,
  asked_at timestamptz not null,
  answers_at timestamptz not null,
  -- Whose phone shows it, if anybody's; the numbers, sealed under a key of their own that goes with the answer.
  account_id uuid references account,
  person_id uuid references person,
  data_key bytea not null default '',
  sealed bytea not null default '',
  -- When the holder was told that somebody asks.
  told_at timestamptz,
  -- What the holder said, in which words they were asked, and when: the record of the consent.
  said text check (said in ('approved', 'refused', 'reported')),
  consent_version text,
  said_at timestamptz,
  -- Only a yes is written before the time is up.
  verdict text check (verdict in ('confirmed', 'not-confirmed')),
  answered_at timestamptz,
  primary key (subject_index, evidence_id),
  check (said is distinct from 'approved' or consent_version is not null)
);
create unique index link_check_by_id on link_check (evidence_id);
create index link_check_of_account on link_check (account_id, asked_at desc) where account_id is not null;
create index link_check_of_person on link_check (person_id) where person_id is not null;
create index link_check_to_answer on link_check (answers_at) where verdict is null;
create index link_check_by_age on link_check (asked_at);

-- The holder is found by the number's person: as quickly where there is an account as where there is none.
create index account_of_person on account (person_id) where person_id is not null;

grant select, insert, update, delete on link_check to suizheng_app;
