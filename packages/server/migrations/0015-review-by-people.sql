-- Reviewers and their opinions (A5), and the second pair of eyes for a revocation.

-- A member of staff may be a person this system knows: they never decide about themselves.
alter table staff add column person_index bytea;
create index staff_by_person on staff (person_index) where person_index is not null;

-- An opinion is given once a round and never changed; the note is sealed under the person's key.
create table review_opinion (
  person_id uuid not null,
  case_id uuid not null,
  round smallint not null,
  staff_id uuid not null references staff,
  outcome text not null check (outcome in ('accept', 'refuse')),
  reasons jsonb not null,
  note bytea,
  at timestamptz not null,
  primary key (person_id, case_id, round),
  unique (person_id, case_id, staff_id),
  foreign key (person_id, case_id) references review_case on delete cascade
);

-- Who handed a case on to an approver, and why (sealed).
alter table review_case add column escalated_by uuid references staff, add column escalation_note bytea;
-- What a reviewer holds is looked up before anything new is handed out.
create index review_case_held on review_case (claimed_by) where state = 'claimed';

-- A revocation is asked for by one and confirmed by another; until then the credential is suspended.
create table status_request (
  person_id uuid not null references person,
  request_id uuid not null,
  credential_id uuid not null,
  requested_by uuid not null references staff,
  -- What the credential was before: it returns there when the second pair of eyes says no.
  status_before smallint not null,
  reason bytea not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'declined')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  primary key (person_id, request_id),
  -- Whoever asks for it is not the one who looks again; taking one's own request back is no confirmation.
  check (state <> 'confirmed' or decided_by <> requested_by)
);
create unique index status_request_by_id on status_request (request_id);
create unique index status_request_waiting on status_request (person_id, credential_id) where state = 'open';
create index status_request_queue on status_request (created_at) where state = 'open';

grant select, insert, update, delete on review_opinion, status_request to suizheng_app;
