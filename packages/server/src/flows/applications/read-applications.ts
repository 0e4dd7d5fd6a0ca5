import { isFinal } from '@suizheng/domain/application/state.ts';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { applicationOf, selectApplications } from '../../db/applications.ts';
import { shownSince, type Viewer } from '../accounts/session.ts';
import { closedWays } from '../real-person-checks/closed-ways.ts';
import { viewApplication } from './application-view.ts';
import { RECORDS_KEPT_MS } from './records-policy.ts';

type ReadContext = Pick<Context, 'db' | 'keys' | 'clock' | 'limits'>;

/** Applications of the last month made by the account (B7), newest first. */
export async function listApplications(
  context: ReadContext,
  signedIn: Viewer,
  locale: Locale,
): Promise<ApplicationView[]> {
  const rows = await selectApplications(context.db)
    .where('a.account_id', '=', signedIn.accountId)
    .where('a.created_at', '>=', shownSince(signedIn))
    .where('a.created_at', '>', new Date(context.clock().getTime() - RECORDS_KEPT_MS))
    .orderBy('a.created_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => viewApplication(context, row, locale));
}

/** One application of the account, with until when ways of it are closed; throws `not-found` for anybody else's. */
export async function readApplication(
  context: ReadContext,
  signedIn: Viewer,
  applicationId: string,
  locale: Locale,
): Promise<ApplicationView> {
  const row = await applicationOf(context.db, signedIn.accountId, applicationId);
  if (!row || row.created_at < shownSince(signedIn)) throw new AppError('not-found');
  if (isFinal(row.state)) return viewApplication(context, row, locale);
  const closed = await closedWays(context, { accountId: signedIn.accountId, personId: row.person_id });
  return viewApplication(context, row, locale, closed);
}
