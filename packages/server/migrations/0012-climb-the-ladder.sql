-- The ladder (A1–A6, A12): every way to prove a person is a fact of the same shape, the applicant may choose among
-- the open ones, and what people must look at waits as a case with a deadline.

alter table proof drop constraint proof_rung_check;
alter table proof add constraint proof_rung_check
  check (rung in ('real-person', 'mobile-on-file', 'vouched-mobile', 'document-review', 'counter'));
-- What an officer did names the counter and the document seen (A6).
alter table proof add column counter text, add column document_seen text;

alter table application add column chosen_rung text
  check (chosen_rung in ('real-person', 'mobile-on-file', 'vouched-mobile', 'document-review', 'counter'));

-- A level is held by an account, not by a phone's key.
alter table application drop constraint application_check;
alter table application add constraint application_holder_key check (medium = 'electronic' or holder_key is null);

-- Messages to a person are in their language.
alter table account add column locale text not null default 'zh-Hans';

-- Photos of the document (A5), sealed under the person's key; deleted when the review has ended (A12).
create table document_photo (
  person_id uuid not null references person,
  application_id uuid not null,
  side text not null check (side in ('front', 'back')),
  sealed bytea not null,
  image_hash bytea not null,
  measurements jsonb not null,
  received_at timestamptz not null,
  primary key (person_id, application_id, side),
  foreign key (person_id, application_id) references application
);

-- A case for reviewers (A5). It is written by the statement that moves its application to in-review, and closed by the
-- one that moves it on (db/settle-statements.ts).
create table review_case (
  person_id uuid not null references person,
  case_id uuid not null,
  application_id uuid not null,
  procedure text not null,
  kind text not null check (kind in ('face', 'documents')),
  state text not null default 'open' check (state in ('open', 'claimed', 'decided', 'closed')),
  due_at timestamptz not null,
  created_at timestamptz not null,
  -- Which opinion is sought: 1 the first, 2 a second one given blind, 3 an arbiter's after disagreement.
  round smallint not null default 1,
  -- Drawn at random for quality: a second reviewer looks too, whatever the first one says.
  second_look boolean not null,
  escalated boolean not null default false,
  claimed_by uuid references staff,
  claimed_until timestamptz,
  decided_at timestamptz,
  primary key (person_id, case_id)
);
create unique index review_case_by_id on review_case (case_id);
create unique index review_case_waiting on review_case (person_id, application_id) where state in ('open', 'claimed');
create index review_case_queue on review_case (due_at, case_id) where state in ('open', 'claimed');

-- What a person is told: in the app's inbox, and by text message where they are not watching. Written in the
-- transaction of what it tells of. The params are ids and codes of ours, never personal data.
create table notification (
  account_id uuid not null references account,
  notification_id uuid not null,
  kind text not null,
  params jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz,
  sms text not null check (sms in ('none', 'queued', 'sent', 'delivered', 'failed', 'dead')),
  sms_tries smallint not null default 0,
  sms_due_at timestamptz,
  sms_message text,
  primary key (account_id, notification_id)
);
create index notification_to_send on notification (sms_due_at) where sms = 'queued';
create index notification_by_message on notification (sms_message) where sms_message is not null;

grant select, insert, update, delete on document_photo, review_case, notification to suizheng_app;
