-- The signed lists as full servers publish them for verification nodes: a node holds no key that signs, it opens them
-- under the pinned trust root as a gate does, and asks once a second which of them changed.
create table published_list (
  kind text not null check (kind in ('trust', 'status')),
  -- Number of the status list; 0 for the one trust list.
  list int not null,
  -- status_list_version of a status list, sequence of the trust list.
  version bigint not null,
  issued_at timestamptz not null,
  bytes bytea not null,
  primary key (kind, list)
);
grant select, insert, update, delete on published_list to suizheng_app;
