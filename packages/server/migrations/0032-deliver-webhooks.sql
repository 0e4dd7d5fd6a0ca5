-- Webhooks 用证单位的事件通知 (V1): where a relying party's events are sent, and what became of each.

create table webhook (
  party_id uuid not null references relying_party,
  webhook_id uuid not null,
  url text not null,
  events text[] not null,
  -- Signing secrets, the newest first, sealed under this key; both go with the row.
  data_key bytea not null,
  sealed bytea not null,
  -- The call that made the newest secret: its repetition makes no other.
  rotated_by uuid,
  created_at timestamptz not null,
  last_sequence integer not null default 0,
  last_delivered_at timestamptz,
  -- One sender at a time, so that events arrive in their order; who dies is followed by another after this.
  held_until timestamptz,
  -- A receiver that cannot be reached is left in peace until then, whatever else waits for it.
  quiet_until timestamptz,
  -- When the administrators were told that it fails; null again once something arrived.
  told_at timestamptz,
  primary key (party_id, webhook_id)
);

create table webhook_delivery (
  party_id uuid not null,
  delivery_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  sequence integer not null,
  state text not null check (state in ('queued', 'delivered', 'dead')),
  tries integer not null default 0,
  due_at timestamptz,
  last_tried_at timestamptz,
  last_status integer,
  last_fault text,
  created_at timestamptz not null,
  primary key (party_id, delivery_id),
  foreign key (party_id, webhook_id) references webhook on delete cascade,
  foreign key (party_id, event_id) references party_event
);
-- A fan-out that is done twice changes nothing.
create unique index webhook_delivery_once on webhook_delivery (party_id, webhook_id, event_id);
create index webhook_delivery_by_age on webhook_delivery (party_id, webhook_id, sequence desc);
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'queued';
create index webhook_delivery_of_event on webhook_delivery (party_id, event_id);

-- When the deliveries of an event were made; null until then.
alter table party_event add column fanned_out_at timestamptz;
create index party_event_to_fan_out on party_event (at) where fanned_out_at is null;

grant select, insert, update, delete on webhook, webhook_delivery to suizheng_app;
