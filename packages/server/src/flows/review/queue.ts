import type { QueueView } from '@suizheng/domain/contract/review.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { CALENDAR_ENDS } from '@suizheng/domain/policy/holidays.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import { calendarDaysLeft } from '@suizheng/domain/policy/working-days.ts';
import type { Context } from '../../context.ts';
import { FOR_ME, FREE, ME } from '../../db/review-statements.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { askerOf } from './claim.ts';

/** What of the queue is wanted. */
export type QueueQuery = {
  readonly procedure?: string | undefined;
  readonly kind?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = {
  case_id: string;
  procedure: string;
  kind: 'face' | 'documents';
  due_at: Date;
  /** With the microseconds that a Date loses: pages go on from here. */
  due_text: string;
  created_at: Date;
  approver: boolean;
  mine_until: Date | null;
};

const WANTED = `and ($5::text is null or c.procedure = $5::text) and ($6::text is null or c.kind = $6::text)`;
const MINE = `(c.state = 'claimed' and c.claimed_by = $1::uuid and c.claimed_until > $4::timestamptz)`;

const PAGE = `
with ${ME}
select c.case_id, c.procedure, c.kind, c.due_at, c.due_at::text as due_text, c.created_at,
  c.escalated or c.round >= 3 as approver, case when ${MINE} then c.claimed_until end as mine_until
from review_case c
where c.state in ('open', 'claimed') and ((${FREE}) or ${MINE}) and ${FOR_ME} ${WANTED}
  and ($7::timestamptz is null or (c.due_at, c.case_id) > ($7::timestamptz, $8::uuid))
order by c.due_at, c.case_id limit $9::int`;

const COUNTS = `
with ${ME}
select count(*) filter (where free)::int as waiting,
  count(*) filter (where free and due_at <= $4::timestamptz)::int as overdue,
  count(*) filter (where free and due_at > $4::timestamptz and due_at <= $7::timestamptz)::int as soon,
  count(*) filter (where not free and claimed_by <> $1::uuid)::int as others
from (select c.due_at, c.claimed_by, (${FREE}) as free from review_case c
  where c.state in ('open', 'claimed') and ${FOR_ME} ${WANTED}) q`;

/**
 * The queue of who asks: cases they may decide and the one they hold, the earliest deadline first, a page at a time
 * from the last one's place; counts over all of it. Nothing about the people. Throws `validation-failed` for a place
 * that is none.
 */
export async function listCases(
  { pool, clock }: Pick<Context, 'pool' | 'clock'>,
  staff: StaffMember,
  { procedure = undefined, kind = undefined, after, limit }: QueueQuery,
): Promise<QueueView> {
  const now = clock();
  const { staffId, approver, reviewer } = askerOf(staff);
  const common = [staffId, approver, reviewer, now, procedure ?? null, kind ?? null];
  const [dueAt, caseId] = placeOf(after);
  const [page, counts] = await Promise.all([
    pool.query<Row>({ name: 'review-queue', text: PAGE, values: [...common, dueAt, caseId, limit] }),
    pool.query<{ waiting: number; overdue: number; soon: number; others: number }>({
      name: 'review-counts',
      text: COUNTS,
      values: [...common, new Date(now.getTime() + reviewPolicy.soonMs)],
    }),
  ]);
  const last = page.rows.at(-1);
  const { waiting, overdue, soon, others } = counts.rows[0]!;
  const daysLeft = calendarDaysLeft(now);
  return {
    cases: page.rows.map((row) => ({
      id: row.case_id,
      procedure: row.procedure,
      kind: row.kind,
      dueAt: row.due_at.toISOString(),
      createdAt: row.created_at.toISOString(),
      approver: row.approver,
      mineUntil: row.mine_until?.toISOString() ?? null,
    })),
    next: last && page.rows.length === limit ? `${last.due_text}|${last.case_id}` : null,
    counts: { waiting, overdue, soon, withOthers: others },
    calendar: daysLeft < reviewPolicy.calendarWarningDays ? { endsOn: CALENDAR_ENDS, daysLeft } : null,
  };
}

const PLACE = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.]*[+-]\d\d(?::\d\d)?)\|([0-9a-f-]{36})$/;

function placeOf(after: string | undefined): [string | null, string | null] {
  if (after === undefined) return [null, null];
  const place = PLACE.exec(after);
  if (!place)
    throw new AppError('validation-failed', { fields: [{ field: 'after', code: 'field.invalid' }] });
  return [place[1]!, place[2]!];
}
