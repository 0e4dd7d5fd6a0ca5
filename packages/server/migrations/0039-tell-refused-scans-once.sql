-- Readers' scans that proved nothing, by the id that their answer bore: a verification node may send a batch twice, and
-- each of its scans stands in the audit log once (ADR 0007). Full servers write theirs once, with the answer.
create table told_refusal (
  evidence_id uuid primary key,
  told_at timestamptz not null
);
create index told_refusal_by_time on told_refusal (told_at);
grant select, insert, delete on told_refusal to suizheng_app;
