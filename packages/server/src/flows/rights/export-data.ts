import { consentText } from '@suizheng/domain/contract/consent-texts.ts';
import { rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { requireWhole, type SignedIn } from '../accounts/session.ts';
import { requestPages } from '../link-checks/request-pages.ts';
import { reportPages } from '../looks/report-view.ts';
import { notify } from '../notifications/notify.ts';
import {
  accountPart,
  applicationPages,
  checkPages,
  credentialPages,
  lookPages,
  rowPages,
} from './export-parts.ts';
import { requireFreshProof } from './fresh-proof.ts';

type ExportContext = Pick<Context, 'db' | 'keys' | 'clock' | 'limits' | 'issuer'>;

/** Names the form of the document; docs/export-format.md describes it. */
export const EXPORT_FORMAT = 'suizheng-export-1';

/**
 * Everything that is stored about an account as one JSON document, in pieces: no more than a page is ever in memory.
 * Audited, told to the person, limited. Throws `confirm-yourself`, `fresh-proof-needed`, `too-many-requests` before the
 * first piece.
 */
export async function exportData(
  context: ExportContext,
  signedIn: Pick<SignedIn, 'accountId' | 'personId' | 'signedInAt' | 'proven' | 'knownDevice'>,
  { actor, locale }: { actor: Actor; locale: Locale },
): Promise<AsyncIterable<string>> {
  const { db, clock } = context;
  const { accountId } = signedIn;
  const now = clock();
  requireWhole(signedIn);
  await requireFreshProof(context, signedIn, now);
  if (context.limits) {
    await countAttempt(context, 'exports-of', Buffer.from(accountId), rightsPolicy.exports, now);
  }
  await db.transaction().execute(async (trx) => {
    await notify(trx, { accountId, kind: 'data-exported', params: {}, sms: true }, now);
    await appendAudit(trx, actor, 'account.export', { kind: 'account', id: accountId });
  });
  return pieces(context, accountId, now, locale);
}

async function* pieces(context: ExportContext, accountId: string, now: Date, locale: Locale) {
  const head = { format: EXPORT_FORMAT, exportedAt: now.toISOString(), language: locale };
  yield `${JSON.stringify(head).slice(0, -1)},\n"account":${JSON.stringify(await accountPart(context, accountId))}`;
  yield* list('applications', applicationPages(context, accountId, locale));
  yield* list('credentials', credentialPages(context, accountId));
  yield* list('looks', lookPages(context, accountId));
  yield* list('checks', checkPages(context, accountId));
  yield* list('reports', reportPages(context, accountId));
  yield* list('requests', requestPages(context, accountId, locale));
  yield* list('consents', consentPages(context, accountId, locale));
  yield* list('notifications', rowPages(context, 'notification', accountId));
  yield* list('sessions', rowPages(context, 'session', accountId));
  yield '\n}\n';
}

async function* list(name: string, pages: AsyncIterable<readonly unknown[]>) {
  yield `,\n"${name}":[`;
  let first = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${first ? '' : ','}\n${page.map((item) => JSON.stringify(item)).join(',\n')}`;
    first = false;
  }
  yield ']';
}

/** Consents with the words that were agreed to. */
async function* consentPages(context: ExportContext, accountId: string, locale: Locale) {
  for await (const page of rowPages(context, 'consent', accountId)) {
    yield page.map((row) => {
      const text = consentText(String(row.kind), String(row.version));
      return { ...row, text: text ? [text.title, ...text.points].map((words) => words[locale]) : null };
    });
  }
}
