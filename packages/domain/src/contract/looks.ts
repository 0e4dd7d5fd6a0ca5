import { z } from 'zod';
import { LOOK_REPORT_REASON_IDS, LOOK_REPORT_STATES, lookReportPolicy } from '../policy/look-reports.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';
import { someLines } from './words.ts';

const states = Object.keys(LOOK_REPORT_STATES) as [keyof typeof LOOK_REPORT_STATES];

/** A holder's report as the holder sees it; `answer` are the officer's words. */
export const LookReportView = z
  .object({
    id,
    state: z.enum(states),
    reason: z.string(),
    note: z.string().nullable(),
    createdAt: instant,
    dueAt: instant,
    decidedAt: instant.nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'LookReport' });
export type LookReportView = z.infer<typeof LookReportView>;

/** One entry of who looked: at a document of the holder's, or asking a service about them (T5). */
export const HistoryEntry = z
  .object({
    evidenceId: id.meta({ description: 'the same id that the relying party holds' }),
    kind: z.enum(['look', 'service']),
    organisation: z.string().nullable().meta({ description: 'null for a device that is not enrolled' }),
    place: z.string().nullable().meta({ description: 'the device, as its organisation named it' }),
    at: instant,
    credential: id.nullable(),
    procedure: z.string().nullable(),
    service: z.enum(SERVICE_IDS).nullable(),
    purpose: z.string().nullable(),
    fields: z.array(z.string()).meta({ description: 'what the purpose let them see of the document' }),
    online: z.boolean(),
    accepted: z.boolean(),
    reason: z.string(),
    title: z.string().meta({ description: 'the result in words' }),
    doubled: z
      .object({ otherReader: z.string(), otherAt: instant })
      .nullable()
      .meta({ description: 'the same code was shown there too (V4)' }),
    report: LookReportView.nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const listHistory = resource({
  id: 'listHistory',
  method: 'GET',
  path: '/api/v1/looks',
  summary:
    'Who looked at the holder’s documents or asked about them, newest first (T5); of one document if named',
  access: 'account',
  status: 200,
  query: z.strictObject({ credential: id.optional() }),
  answer: z.array(HistoryEntry),
  problems: ['not-signed-in', 'not-found', 'validation-failed'],
});

export const readHistoryEntry = resource({
  id: 'readHistoryEntry',
  method: 'GET',
  path: '/api/v1/looks/{evidenceId}',
  summary: 'One entry of who looked',
  access: 'account',
  status: 200,
  params: z.object({ evidenceId: id }),
  answer: HistoryEntry,
  problems: ['not-signed-in', 'not-found'],
});

export const reportLook = resource({
  id: 'reportLook',
  method: 'POST',
  path: '/api/v1/looks/{evidenceId}/reports',
  summary: 'Report a look or a question about oneself; officers look into it. The same again changes nothing',
  access: 'account',
  idempotent: true,
  status: 201,
  params: z.object({ evidenceId: id }),
  body: z
    .strictObject({
      reason: z.enum(LOOK_REPORT_REASON_IDS, { error: 'look-report.reason-missing' }),
      note: z
        .string()
        .overwrite(someLines)
        .max(lookReportPolicy.longestNote, { error: 'look-report.note-too-long' })
        .nullable()
        .default(null),
    })
    .refine(({ reason, note }) => reason !== 'other' || (note !== null && note !== ''), {
      path: ['note'],
      error: 'look-report.note-empty',
    }),
  answer: LookReportView,
  problems: [
    'not-signed-in',
    'not-found',
    'validation-failed',
    'too-many-requests',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});
