-- An officer serves one person who stands at the counter, the original document seen (A6): everything the officer then
-- does for that person names this visit. What the person is called stays with the person, sealed.

create table counter_visit (
  visit_id uuid primary key,
  staff_id uuid not null references staff,
  counter text not null,
  person_id uuid not null references person,
  purpose text not null,
  document_kind text not null,
  -- The last day of the document; null for one without an end 长期.
  document_expires date,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index counter_visit_by_person on counter_visit (person_id, opened_at desc);
create index counter_visit_by_age on counter_visit (opened_at);

grant select, insert, update, delete on counter_visit to suizheng_app;
