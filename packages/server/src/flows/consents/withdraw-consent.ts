import type { ConsentView } from '@suizheng/domain/contract/rights.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { ApplicationKey } from '../../db/settle-statements.ts';
import { withdrawOpen } from '../rights/end-account.ts';
import { type SettleContext, settle } from '../settle/settle.ts';
import { endDocumentPhotos, endFaces, type Processing } from './end-processing.ts';
import { selectConsents, viewConsent } from './list-consents.ts';

type WithdrawContext = SettleContext & { readonly db: Kysely<Database> };

/**
 * Withdraws one consent of the account (A12). What it allowed ends in the same transaction: face checks under way and
 * the pictures kept, photos of documents; the terms end all that and the open applications. Then what waited is settled
 * and leads to another way. Throws `not-found` for a consent of somebody else; twice is harmless.
 */
export async function withdrawOneConsent(
  context: WithdrawContext,
  accountId: string,
  { consentId, actor, locale }: { consentId: string; actor: Actor; locale: Locale },
): Promise<ConsentView> {
  const { db, keys, clock } = context;
  const now = clock();
  const one = () => selectConsents(db, accountId).where('c.consent_id', '=', consentId).executeTakeFirst();
  const before = await one();
  if (before === undefined) throw new AppError('not-found');
  const waiting = await db.transaction().execute(async (trx): Promise<ApplicationKey[]> => {
    const withdrawn = await trx
      .updateTable('consent')
      .set({ withdrawn_at: now })
      .where('account_id', '=', accountId)
      .where('consent_id', '=', consentId)
      .where('withdrawn_at', 'is', null)
      .returning('kind')
      .executeTakeFirst();
    if (withdrawn === undefined) return [];
    const covered = await coveredBy(trx, accountId, consentId, before);
    const faces = before.kind === 'face' || before.kind === 'terms' ? await endFaces(trx, covered, now) : [];
    const photos =
      before.kind === 'document-photos' || before.kind === 'terms'
        ? await endDocumentPhotos(trx, covered, now)
        : [];
    const object = { kind: 'consent', id: consentId };
    await appendAudit(trx, actor, 'consent.withdraw', object, { kind: before.kind, version: before.version });
    return [...faces, ...photos];
  });
  if (before.kind === 'terms') await withdrawOpen(context, accountId, actor);
  for (const key of waiting) await settle(context, key, actor);
  return viewConsent(keys, (await one())!, locale)!;
}

/** A guardian's consent covers an application of the child's account; every other one what its own account does. */
async function coveredBy(
  trx: Kysely<Database>,
  accountId: string,
  consentId: string,
  { kind, person_id }: { kind: string; person_id: string | null },
): Promise<Processing> {
  if (kind === 'terms') return { accountId, personId: null };
  const asked = await trx
    .selectFrom('guardian_request')
    .select(['account_id', 'application_id', 'person_id'])
    .where('guardian_account_id', '=', accountId)
    .where('consent_id', '=', consentId)
    .executeTakeFirst();
  if (asked === undefined) return { accountId, personId: person_id };
  return { accountId: asked.account_id, personId: asked.person_id, applicationId: asked.application_id };
}
