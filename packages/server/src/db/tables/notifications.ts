import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { ColumnType, Generated } from 'kysely';

/** What a person is told, in the inbox and by text message; params are ids and codes of ours. */
export type NotificationTable = {
  account_id: string;
  notification_id: string;
  kind: string;
  params: ColumnType<Readonly<Record<string, string | number>>, string, string>;
  created_at: Date;
  read_at: Generated<Date | null>;
  sms: 'none' | 'queued' | 'sent' | 'delivered' | 'failed' | 'dead';
  sms_tries: Generated<number>;
  sms_due_at: Generated<Date | null>;
  sms_message: Generated<string | null>;
  /** The language of the message, settled at its first try. */
  sms_locale: Generated<Locale | null>;
};

/** How far the gateway's delivery receipts were read. */
export type SmsReceiptCursorTable = { gateway: string; after: string };

/** Notifications. */
export type NotificationTables = {
  notification: NotificationTable;
  sms_receipt_cursor: SmsReceiptCursorTable;
};
