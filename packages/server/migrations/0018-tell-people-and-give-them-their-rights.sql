-- Messages that survive whatever crashes, and what people decide about their data (PIPL).

-- The language of a message is settled at its first try: a repetition under the same reference must say the same.
alter table notification add column sms_locale text;
create index notification_inbox on notification (account_id, created_at desc, notification_id desc);
create index notification_unread on notification (account_id) where read_at is null;
create index notification_dead on notification (created_at) where sms = 'dead';

-- How far the gateway's delivery receipts were read.
create table sms_receipt_cursor (
  gateway text primary key,
  after text not null
);

-- A deletion that was asked for. The row goes when it is undone; it stays, with done_at, when the keys were destroyed.
create table account_deletion (
  account_id uuid primary key references account,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz
);
create index account_deletion_due on account_deletion (due_at) where done_at is null;

create index consent_by_person on consent (person_id) where withdrawn_at is null;

grant select, insert, update, delete on sms_receipt_cursor, account_deletion to suizheng_app;
