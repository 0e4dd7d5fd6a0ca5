import { z } from 'zod';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';
import { someLines } from './words.ts';

/** A holder's report of a look in the officers' list: who looked and why it was reported, nothing about the holder. */
export const ReportedLook = z
  .object({
    id,
    state: z.enum(['received', 'upheld', 'dismissed']),
    /** Null for a device that is not enrolled. */
    organisation: z.string().nullable(),
    /** The relying party, where it is one. */
    partyId: id.nullable(),
    purpose: z.string().nullable(),
    lookedAt: instant,
    reason: z
      .string()
      .meta({ description: 'of policy/look-reports.ts, or of the question that was reported' }),
    createdAt: instant,
    dueAt: instant,
  })
  .meta({ id: 'ReportedLook' });
export type ReportedLook = z.infer<typeof ReportedLook>;

/** One report as an officer opens it: with the holder's words. */
export const ReportedLookView = ReportedLook.extend({
  evidenceId: id,
  kind: z.enum(['look', 'service']),
  note: z.string().nullable(),
  answer: z.string().nullable(),
  decidedAt: instant.nullable(),
}).meta({ id: 'ReportedLookView' });
export type ReportedLookView = z.infer<typeof ReportedLookView>;

const byId = z.object({ id });
const roles = ['officer', 'approver'] as const;

export const listReportedLooks = resource({
  id: 'listReportedLooks',
  method: 'GET',
  path: '/api/v1/counter/look-reports',
  summary:
    'Looks that holders reported (T5): those to answer with the earliest deadline first, or those answered',
  access: 'staff',
  roles,
  status: 200,
  query: z.strictObject({ list: z.enum(['received', 'answered']).default('received') }),
  answer: z
    .object({ reports: z.array(ReportedLook), waiting: z.int(), overdue: z.int() })
    .meta({ id: 'ReportedLooks' }),
  problems: ['not-signed-in', 'not-allowed', 'validation-failed'],
});

export const readReportedLook = resource({
  id: 'readReportedLook',
  method: 'GET',
  path: '/api/v1/counter/look-reports/{id}',
  summary: 'One report with the holder’s words; who the holder is, is not told. The look is audited',
  access: 'staff',
  roles,
  status: 200,
  params: byId,
  answer: ReportedLookView,
  problems: ['not-signed-in', 'not-allowed', 'not-found'],
});

export const answerReportedLook = resource({
  id: 'answerReportedLook',
  method: 'POST',
  path: '/api/v1/counter/look-reports/{id}/answer',
  summary:
    'Answer a report: it is so, or nothing was wrong; the holder is told. Repeating the same is harmless',
  access: 'staff',
  roles,
  status: 200,
  params: byId,
  body: z.strictObject({
    outcome: z.enum(['upheld', 'dismissed'], { error: 'report-outcome.missing' }),
    answer: z
      .string({ error: 'report-answer.empty' })
      .overwrite(someLines)
      .min(1, { error: 'report-answer.empty' })
      .max(500, { error: 'note.too-long' }),
  }),
  answer: ReportedLookView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'wrong-state', 'validation-failed'],
});
