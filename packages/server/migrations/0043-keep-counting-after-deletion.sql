-- What face tries, and a fraud that reviewers found, count against outlives the account that is deleted (A8): for the
-- windows of policy/face-tries.ts whoever signs in with the same mobile goes on with them. The mobile stands here as a
-- keyed hash; the account is an empty row by then.
create table former_account (
  mobile_index bytea not null,
  account_id uuid not null references account,
  forget_at timestamptz not null,
  primary key (mobile_index, account_id)
);
create index former_account_by_age on former_account (forget_at);
grant select, insert, delete on former_account to suizheng_app;
