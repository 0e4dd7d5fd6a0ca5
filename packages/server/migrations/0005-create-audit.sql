-- The audit log: events are inserted by the transaction they tell of; one sequencer seals them, in batches,
-- as leaves of a Merkle tree (RFC 9162) and signs its head. The application may insert and read, nothing else.

create table audit_event (
  event_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  detail jsonb not null,
  trace_id text
);

create table audit_leaf (
  leaf_index bigint primary key,
  event_id bigint not null unique,
  leaf_hash bytea not null
);

create table audit_checkpoint (
  tree_size bigint primary key,
  root_hash bytea not null,
  signed bytea not null,
  at timestamptz not null
);
