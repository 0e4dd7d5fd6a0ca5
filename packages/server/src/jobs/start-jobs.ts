import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import PgBoss from 'pg-boss';
import type { Context } from '../context.ts';
import { QUEUE_SCHEMA, type QueueName } from '../db/queues.ts';
import { lapseDue, settleLeftBehind } from '../flows/applications/lapse-due.ts';
import { checkpointFile } from '../flows/audit/checkpoint-file.ts';
import { runSequencer } from '../flows/audit/run-sequencer.ts';
import { forgetDocumentPhotos } from '../flows/documents/forget-document-photos.ts';
import { answerLinkChecks, forgetLinkChecks } from '../flows/link-checks/answer-link-checks.ts';
import { tellLinkRequest } from '../flows/link-checks/tell-link-request.ts';
import { forgetReports } from '../flows/looks/forget-reports.ts';
import { readReceipts } from '../flows/notifications/record-receipt.ts';
import { type NotificationKey, sendDue, sendNotification } from '../flows/notifications/send-notification.ts';
import { forgetCalls } from '../flows/parties/forget-calls.ts';
import { deleteFrames } from '../flows/real-person-checks/forget-pictures.ts';
import { judgeWaiting, lapseChecks } from '../flows/real-person-checks/judge-waiting.ts';
import { forgetExpired } from '../flows/retention/forget-expired.ts';
import { forgetServed } from '../flows/retention/forget-served.ts';
import { carryOutDeletions } from '../flows/rights/carry-out-deletions.ts';
import { markFaceData } from '../flows/rights/face-data.ts';
import { forgetEvidence } from '../flows/services/forget-evidence.ts';
import { forgetLooks } from '../flows/verification/forget-looks.ts';
import { deliverDue, deliverToParty } from '../flows/webhooks/deliver.ts';
import { forgetDeliveries } from '../flows/webhooks/forget-deliveries.ts';
import { proveAgain } from '../flows/webhooks/prove-again.ts';
import type { WakeJob } from '../flows/webhooks/wake.ts';

/** What jobs need of the context. */
export type JobsContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'keys' | 'sms' | 'vision' | 'webhooks' | 'log'
>;

type Sweep = {
  readonly queue: QueueName;
  /** Every minute, or the cron expression given; Asia/Shanghai. */
  readonly cron: string;
  readonly work: (context: JobsContext) => Promise<number>;
};

/** Several wakings of one party are one. */
const WAKINGS = { batchSize: 20, pollingIntervalSeconds: 1 };

/** What is swept up in turn. Each may run at any time and any number of times. */
const SWEEPS: readonly Sweep[] = [
  {
    queue: 'send-due-messages',
    cron: '* * * * *',
    work: async (context) => (await sendDue(context)) + (await readReceipts(context)),
  },
  { queue: 'answer-link-checks', cron: '* * * * *', work: answerLinkChecks },
  { queue: 'lapse-applications', cron: '* * * * *', work: lapseDue },
  {
    queue: 'judge-checks',
    cron: '* * * * *',
    work: async (context) => (await judgeWaiting(context)) + (await settleLeftBehind(context)),
  },
  {
    queue: 'delete-frames',
    cron: '* * * * *',
    work: async (context) =>
      (await lapseChecks(context)) + (await deleteFrames(context)) + (await forgetDocumentPhotos(context)),
  },
  {
    queue: 'forget-expired',
    cron: '7 * * * *',
    work: async (context) =>
      (await forgetExpired(context)) +
      (await forgetLooks(context, context.clock())) +
      (await forgetReports(context, context.clock())) +
      (await forgetCalls(context, context.clock())) +
      (await forgetEvidence(context, context.clock())) +
      (await forgetLinkChecks(context, context.clock())) +
      (await forgetServed(context)) +
      (await forgetDeliveries(context)) +
      (await markFaceData(context, context.clock())),
  },
  {
    queue: 'deliver-due-webhooks',
    cron: '* * * * *',
    // What is due first: a fault in asking addresses again keeps no event back.
    work: async (context) => (await deliverDue(context)) + (await proveAgain(context)),
  },
  { queue: 'carry-out-deletions', cron: '*/10 * * * *', work: carryOutDeletions },
];

/**
 * Starts the worker's jobs: the audit log's sequencer, the sweeps once at once and then by schedule, and the queue of
 * follow-ups. All queues run at least once, so every job is idempotent. `stop` waits for what is being done.
 */
export async function startJobs(
  context: JobsContext,
  options: { readonly dataDir: string },
): Promise<{ stop(): Promise<void> }> {
  const { pool, log } = context;
  const sequencer = runSequencer(context, checkpointFile(options.dataDir));
  const boss = new PgBoss({
    schema: QUEUE_SCHEMA,
    // The migrator made the tables; the application's role may not.
    migrate: false,
    db: { executeSql: (text, values) => pool.query(text, values) },
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue stumbled'));
  await boss.start();
  await boss.work<NotificationKey>('send-notification', async ([job]) => {
    if (job) await sendNotification(context, job.data);
  });
  // Several, so that a party whose receivers are slow does not hold up the others.
  for (let n = 0; n < webhookPolicy.wakings; n += 1) {
    await boss.work<WakeJob>('deliver-webhooks', WAKINGS, async (jobs) => {
      const parties = new Set(jobs.map(({ data }) => data.partyId));
      await Promise.all([...parties].map((partyId) => deliverToParty(context, partyId)));
    });
  }
  await boss.work<{ evidenceId: string }>('tell-link-request', async ([job]) => {
    if (job) await tellLinkRequest(context, job.data);
  });
  for (const { queue, cron, work } of SWEEPS) {
    await boss.work(queue, async () => {
      const done = await work(context);
      if (done > 0) log.info({ job: queue, done }, 'swept');
    });
    await boss.schedule(queue, cron, {}, { tz: 'Asia/Shanghai', retryLimit: 0 });
    // What the last worker left when it ended is not to wait for the minute.
    await boss.send(queue, {}, { singletonKey: 'start', singletonSeconds: 10, retryLimit: 0 });
  }
  return {
    async stop() {
      await boss.stop({ graceful: true, timeout: 5_000, wait: true });
      await sequencer.stop();
    },
  };
}
