import { currentAgreement } from '@suizheng/domain/contract/agreement-texts.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { refusedFields } from '../counter/visit.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { lockParty, moveParty } from './move.ts';
import { viewParty } from './party-view.ts';
import { requirePartyMember } from './require-party.ts';

type OwnAct = { readonly actor: Actor; readonly locale: Locale };

/**
 * Agrees for an approved party, which is active from then on; agreeing again to the same version is harmless. Throws
 * `wrong-state`, and a field error on `version` for any but the one in force.
 */
export async function agree(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  caller: MemberCaller,
  { partyId, version }: { readonly partyId: string; readonly version: string },
  { actor, locale }: OwnAct,
): Promise<PartyView> {
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId);
    const row = await lockParty(trx, partyId);
    if (row.state === 'active' && row.agreement_version === version) return viewParty(row, locale);
    if (version !== currentAgreement().version) throw refusedFields(['version', 'agreement.other-version']);
    const now = clock();
    const moved = await moveParty(
      trx,
      row,
      { event: 'agree', staffId: null, now },
      { agreement_version: version, agreed_by: caller.personId, agreed_at: now },
    );
    await appendAudit(trx, actor, 'party.agree', { kind: 'party', id: partyId }, { version });
    return viewParty(moved, locale);
  });
}

/** Withdraws an application, or an approval that was not agreed to; twice is harmless. Throws `wrong-state` later on. */
export async function withdraw(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  caller: MemberCaller,
  partyId: string,
  { actor, locale }: OwnAct,
): Promise<PartyView> {
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId);
    const row = await lockParty(trx, partyId);
    if (row.state === 'withdrawn') return viewParty(row, locale);
    const now = clock();
    const moved = await moveParty(trx, row, { event: 'withdraw', staffId: null, now }, { ended_at: now });
    await appendAudit(trx, actor, 'party.withdraw', { kind: 'party', id: partyId }, { before: row.state });
    return viewParty(moved, locale);
  });
}
