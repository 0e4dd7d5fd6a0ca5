import { lookReportPolicy } from '@suizheng/domain/policy/look-reports.ts';
import type { Context } from '../../context.ts';

/** Deletes reports answered long ago; for the cleaning job. Answers how many. */
export async function forgetReports({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('look_report')
    .where('decided_at', '<', new Date(now.getTime() - lookReportPolicy.keptMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
