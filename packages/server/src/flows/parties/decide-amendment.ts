import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { AmendmentRow } from './amendment-view.ts';
import { amendmentOf, closeAmendment } from './amendments.ts';
import { type Officer, viewForOfficer } from './counter-party.ts';
import { grantOf, type PartyDecision, refuseTaken } from './decide.ts';
import { keepChange, lockParty } from './move.ts';
import { narrowRights } from './narrow-rights.ts';
import { notifyAdministrators } from './notify-administrators.ts';
import { refuseOwnAmendment } from './own-party.ts';
import { type PartyRow, selectParties } from './party-view.ts';
import { tellParty } from './tell-party.ts';

type DecideContext = Pick<Context, 'db' | 'keys' | 'clock'>;
/** Which change of which party. */
type Which = { readonly partyId: string; readonly amendmentId: string };

/** Takes a change, so that nobody else decides it for a while. Throws `not-found`, `wrong-state`, `case-taken`, `not-allowed`. */
export async function takeAmendment(
  context: DecideContext,
  { partyId, amendmentId }: Which,
  officer: Officer,
): Promise<CounterPartyView> {
  const { staffId } = officer.staff;
  return context.db.transaction().execute(async (trx) => {
    const party = await lockParty(trx, partyId);
    const row = await amendmentOf(trx, partyId, amendmentId);
    await refuseOwnAmendment(trx, staffId, party, row);
    const now = context.clock();
    refuseUndecidable(party, row, staffId, now);
    await trx
      .updateTable('party_amendment')
      .set({ taken_by: staffId, taken_until: new Date(now.getTime() + partyPolicy.takenForMs) })
      .where('party_id', '=', partyId)
      .where('amendment_id', '=', amendmentId)
      .execute();
    const object = { kind: 'party', id: partyId };
    await appendAudit(trx, officer.actor, 'party.take-amendment', object, { amendment: amendmentId });
    return viewForOfficer({ ...context, db: trx }, party, officer);
  });
}

/**
 * Approves a change, or part of it, or refuses it. Approved, it holds at once: the agreement speaks of the purposes that
 * are approved, whichever they are, and the party itself has asked; its readers and clients lose what it may no longer.
 * Throws as `decide` does.
 */
export async function decideAmendment(
  context: DecideContext,
  { partyId, amendmentId }: Which,
  decision: PartyDecision,
  officer: Officer,
): Promise<CounterPartyView> {
  const { staff, actor } = officer;
  return context.db.transaction().execute(async (trx) => {
    const party = await lockParty(trx, partyId);
    const row = await amendmentOf(trx, partyId, amendmentId);
    await refuseOwnAmendment(trx, staff.staffId, party, row);
    const now = context.clock();
    refuseUndecidable(party, row, staff.staffId, now);
    const note = decision.note === '' ? null : decision.note;
    const decided = { decided_by: staff.staffId, decided_at: now, note };
    const object = { kind: 'party', id: partyId };
    const happened = { staffId: staff.staffId, note, now };
    if (decision.decision === 'refuse') {
      const { reason } = decision;
      await closeAmendment(trx, row, { ...decided, state: 'refused', reason });
      await keepChange(trx, partyId, { ...happened, event: 'refuse-amendment', reason });
      await appendAudit(trx, actor, 'party.refuse-amendment', object, { amendment: amendmentId, reason });
      await notifyAdministrators(trx, party.organisation_id, 'party-amendment-refused', now);
      return viewForOfficer({ ...context, db: trx }, party, officer);
    }
    const grant = grantOf(row, decision);
    const { purposes, services } = grant;
    await closeAmendment(trx, row, {
      ...decided,
      state: 'approved',
      purposes_granted: purposes,
      services_granted: services,
    });
    const cleared = { narrowed_at: null, narrowing_reason: null, narrowing_note: null };
    await trx
      .updateTable('relying_party')
      .set({ ...grant, ...cleared })
      .where('party_id', '=', partyId)
      .execute();
    await keepChange(trx, partyId, { ...happened, event: 'amend' });
    const before = { purposes: party.purposes, services: party.services, limits: party.limits };
    const detail = { amendment: amendmentId, purposes, services, limits: decision.limits, before };
    await appendAudit(trx, actor, 'party.amend', object, detail);
    await narrowRights(trx, partyId, { purposes, services }, { actor, now });
    // Lists as an OAuth scope is written: data of an event are plain values.
    const data = { amendment: amendmentId, purposes: purposes.join(' '), services: services.join(' ') };
    await tellParty(trx, { partyId, kind: 'party.amended', data }, now);
    await notifyAdministrators(trx, party.organisation_id, 'party-amended', now);
    const amended = await selectParties(trx).where('p.party_id', '=', partyId).executeTakeFirstOrThrow();
    return viewForOfficer({ ...context, db: trx }, amended, officer);
  });
}

/** A change that is decided, of a party that is over, or that another has open. */
function refuseUndecidable(party: PartyRow, row: AmendmentRow, staffId: string, now: Date): void {
  if (row.state !== 'asked' || !['active', 'suspended'].includes(party.state))
    throw new AppError('wrong-state');
  refuseTaken(row, staffId, now);
}
