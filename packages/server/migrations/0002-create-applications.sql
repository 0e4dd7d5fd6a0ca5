-- Applications and what proves their subject. Keyed by the person first, so that the tables can be distributed by it.

create table application (
  person_id uuid not null references person,
  application_id uuid not null,
  -- Null on paper: the counter serves people without an account (B8).
  account_id uuid references account,
  procedure text not null,
  procedure_version smallint not null,
  medium text not null default 'electronic' check (medium in ('electronic', 'paper')),
  state text not null check (state in ('proving', 'in-review', 'at-counter', 'issued', 'refused', 'withdrawn', 'lapsed')),
  sealed bytea not null,
  holder_key bytea,
  real_name text not null check (real_name in ('match', 'no-match', 'not-asked')),
  declined_face boolean not null default false,
  decision jsonb,
  created_at timestamptz not null,
  decided_at timestamptz,
  lapses_at timestamptz not null,
  primary key (person_id, application_id),
  check ((medium = 'paper') = (holder_key is null))
);
create index application_by_id on application (application_id);
create index application_by_account on application (account_id, created_at desc);
create index application_lapsing on application (lapses_at) where state in ('proving', 'in-review', 'at-counter');

-- A proof is a fact that settle looks at: a measured face check, a reviewer's or an officer's finding.
create table proof (
  person_id uuid not null,
  application_id uuid not null,
  proof_id uuid not null,
  rung text not null check (rung in ('real-person', 'document-review', 'counter')),
  outcome text not null check (outcome in ('accept', 'review', 'refuse')),
  reasons jsonb not null,
  measurements jsonb,
  staff_id uuid references staff,
  at timestamptz not null,
  primary key (person_id, application_id, proof_id),
  foreign key (person_id, application_id) references application
);

create table real_person_check (
  person_id uuid not null references person,
  check_id uuid not null,
  account_id uuid not null references account,
  subject_of text not null check (subject_of in ('application', 'credential', 'account')),
  application_id uuid,
  credential_id uuid,
  new_holder_key bytea,
  nonce text not null,
  steps text[] not null,
  at_step smallint not null default 0,
  step_opened_at timestamptz not null,
  step_deadline timestamptz not null,
  -- 'measuring': every step has arrived and the verdict is due, whatever happens to the process that took them.
  state text not null check (state in ('capturing', 'measuring', 'accepted', 'refused', 'in-review', 'lapsed')),
  -- What the register's portrait measured to, sealed; destroyed with the verdict.
  reference bytea,
  -- Gradient hashes of the pictures that were judged, by which a re-encoded copy is known again.
  fingerprints text[] not null default '{}',
  reasons jsonb not null default '[]',
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (person_id, check_id)
);
create index real_person_check_by_id on real_person_check (check_id);
create index real_person_check_by_person on real_person_check (person_id, created_at desc);
create index real_person_check_by_account on real_person_check (account_id, created_at desc);
create index real_person_check_open on real_person_check (step_deadline) where state in ('capturing', 'measuring');

-- Pictures live only until the decision, or until a review that needs them has ended (A12).
create table check_frame (
  person_id uuid not null,
  check_id uuid not null,
  step smallint not null,
  moment text not null check (moment in ('before', 'peak', 'after')),
  at_ms integer not null,
  image_hash bytea not null,
  sealed bytea not null,
  received_at timestamptz not null,
  primary key (person_id, check_id, step, moment),
  foreign key (person_id, check_id) references real_person_check on delete cascade
);

-- Hashes of pictures already used: the same picture is never accepted twice (replay).
create table frame_seen (
  image_hash bytea primary key,
  check_id uuid not null,
  step smallint not null,
  seen_at timestamptz not null
);
create index frame_seen_by_check on frame_seen (check_id, step);
create index frame_seen_by_age on frame_seen (seen_at);

-- One row for each unit of quota taken. Units of a person and procedure are numbered for all time: two issues that
-- decided on the same facts want the same number, and the primary key lets only one of them have it.
create table quota_use (
  person_id uuid not null,
  procedure text not null,
  unit integer not null,
  month text not null,
  application_id uuid not null,
  taken_at timestamptz not null,
  primary key (person_id, procedure, unit)
);
