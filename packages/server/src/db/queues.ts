/** The queues of src/jobs: made by the migrator, because the application's role may not create tables. */
export const QUEUES = [
  'send-notification',
  'send-due-messages',
  'carry-out-deletions',
  'tell-link-request',
  'answer-link-checks',
  'lapse-applications',
  'judge-checks',
  'delete-frames',
  'forget-expired',
  'deliver-webhooks',
  'deliver-due-webhooks',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** pg-boss's own queue for what its schedules bring forth: without it no schedule ever comes to anything. */
export const SCHEDULE_QUEUE = '__pgboss__send-it';

/** The schema of pg-boss. */
export const QUEUE_SCHEMA = 'pgboss';
