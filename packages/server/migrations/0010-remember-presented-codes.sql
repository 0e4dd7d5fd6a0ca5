-- The codes of phones that some reader accepted. The row is what looks at one code wait for: the first look at a code
-- is one statement, and only a second one, anywhere, has to compare (V4). A code lives a minute and late looks a few
-- days: older rows may be deleted.
create table presented_code (
  cti bytea not null,
  code_id bytea not null,
  first_seen timestamptz not null,
  primary key (cti, code_id)
);
create index presented_code_by_age on presented_code (first_seen);
grant select, insert, update, delete on presented_code to suizheng_app;
