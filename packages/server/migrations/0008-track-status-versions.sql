-- A list's version rises with every change of a status in it, in the same transaction: a process that serves lists
-- asks for versions, which are few, instead of reading entries. A row lock keeps versions in the order of commits,
-- which a sequence would not. A list without a row has never had a change.
create table status_list_version (
  status_list integer primary key,
  version bigint not null
);
grant select, insert, update on status_list_version to suizheng_app;

-- A gate asks for the doubles among its own looks; they are few.
create index look_doubled on look (reader_id, at desc) where doubled;
