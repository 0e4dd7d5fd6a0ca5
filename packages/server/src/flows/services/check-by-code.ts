import type { CredentialCheckView } from '@suizheng/domain/contract/services.ts';
import type { VerificationView } from '@suizheng/domain/contract/verification.ts';
import { OUT_OF_SCOPE_REASONS, type VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway } from '../verification/database-guard.ts';
import type { VerificationDesk } from '../verification/desk.ts';
import { verifyOnline } from '../verification/verify-code.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { recordEvidence } from './record-evidence.ts';

/**
 * Checks the code on a phone or paper (V2): the verdict that a gate gives, with the fields that the purpose may see. The
 * look is recorded with the credential, for its holder too. Goes on from memory while the database is away, as gates do:
 * never green then. Throws `not-allowed`, `too-many-requests`, `unavailable`.
 */
export async function checkByCode(
  desk: VerificationDesk,
  context: Pick<Context, 'db' | 'keys' | 'clock' | 'limits'>,
  ask: Ask,
  code: string,
): Promise<CredentialCheckView> {
  const { id: purpose, scope } = await admit(context, ask);
  const { evidenceId, actor, locale, client, service } = ask;
  const reader = { clientId: client.clientId, scope, purposes: [purpose] };
  const view = await verifyOnline(desk, context, { code, purpose, reader, evidenceId, actor, locale });
  if (provesNothing(view)) await recordUnproven(desk, context, ask, view);
  return {
    evidenceId,
    service,
    purpose,
    verdict: view.verdict,
    code: view.code as VerdictReason,
    title: view.title,
    explanation: view.explanation,
    next: view.next,
    checkedAt: view.checkedAt,
    type: view.type,
    medium: view.medium,
    validUntil: view.validUntil,
    fields: view.fields,
  };
}

/** True for a text that no signature of ours covers: there is no credential with which a look could be recorded. */
function provesNothing({ type, code }: VerificationView): boolean {
  return type === null && !OUT_OF_SCOPE_REASONS.some((reason) => reason === code);
}

/** Who handed in a forgery can look that up too; it is about nobody. */
async function recordUnproven(
  { guard }: Pick<VerificationDesk, 'guard'>,
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  { evidenceId, client, service, purpose, actor, now }: Ask,
  { code, verdict }: VerificationView,
): Promise<void> {
  const about = { number: `code:${evidenceId}`, verdict, reason: code };
  const asked = { evidenceId, partyId: client.partyId, clientId: client.clientId, service, purpose };
  try {
    await guard.ask(() =>
      db.transaction().execute((trx) => recordEvidence(trx, keys, { ...asked, ...about }, { actor, now })),
    );
  } catch (error) {
    // The desk has said so; a refusal holds without a record.
    if (!(error instanceof DatabaseAway)) throw error;
  }
}
