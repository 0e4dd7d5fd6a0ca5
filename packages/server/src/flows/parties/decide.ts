import type { CounterPartyView, decideParty } from '@suizheng/domain/contract/counter-parties.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type Officer, viewForOfficer } from './counter-party.ts';
import { lockParty, moveParty } from './move.ts';
import { notifyAdministrators } from './notify-administrators.ts';
import { refuseOwnParty } from './own-party.ts';
import type { PartyRow } from './party-view.ts';

type DecideContext = Pick<Context, 'db' | 'keys' | 'clock'>;
/** What an officer decided. */
export type PartyDecision = z.output<NonNullable<typeof decideParty.body>>;
type Approval = Extract<PartyDecision, { decision: 'approve' }>;

/** Takes an application, so that nobody else decides it for a while. Throws `not-found`, `wrong-state`, `case-taken`, `not-allowed`. */
export async function take(
  context: DecideContext,
  partyId: string,
  officer: Officer,
): Promise<CounterPartyView> {
  const { db, clock } = context;
  const { staffId } = officer.staff;
  return db.transaction().execute(async (trx) => {
    const row = await lockParty(trx, partyId);
    await refuseOwnParty(trx, staffId, row);
    const now = clock();
    refuseUndecidable(row, staffId, now);
    const taken = { taken_by: staffId, taken_until: new Date(now.getTime() + partyPolicy.takenForMs) };
    await trx.updateTable('relying_party').set(taken).where('party_id', '=', partyId).execute();
    await appendAudit(trx, officer.actor, 'party.take', { kind: 'party', id: partyId });
    return viewForOfficer({ ...context, db: trx }, { ...row, ...taken }, officer);
  });
}

/**
 * Approves or refuses. What is approved is what was asked for, or part of it. Throws `not-found`, `not-allowed` for one's
 * own organisation, `wrong-state` once it is decided, `case-taken` while another has it, and field errors.
 */
export async function decide(
  context: DecideContext,
  partyId: string,
  decision: PartyDecision,
  officer: Officer,
): Promise<CounterPartyView> {
  const { db, clock } = context;
  const { staff, actor } = officer;
  return db.transaction().execute(async (trx) => {
    const row = await lockParty(trx, partyId);
    await refuseOwnParty(trx, staff.staffId, row);
    const now = clock();
    refuseUndecidable(row, staff.staffId, now);
    const note = decision.note === '' ? null : decision.note;
    const decided = { decided_by: staff.staffId, decided_at: now, decision_note: note, taken_until: null };
    const object = { kind: 'party', id: partyId };
    const moved =
      decision.decision === 'approve'
        ? await moveParty(
            trx,
            row,
            { event: 'approve', staffId: staff.staffId, note, now },
            { ...decided, ...grantOf(row, decision) },
          )
        : await moveParty(
            trx,
            row,
            { event: 'refuse', staffId: staff.staffId, reason: decision.reason, note, now },
            { ...decided, decision_reason: decision.reason, ended_at: now },
          );
    const { purposes, services, limits } = moved;
    const detail =
      decision.decision === 'approve'
        ? { purposes, services, limits, asked: { purposes: row.purposes, services: row.services } }
        : { reason: decision.reason };
    await appendAudit(trx, actor, `party.${decision.decision}`, object, detail);
    const kind = decision.decision === 'approve' ? 'party-approved' : 'party-refused';
    await notifyAdministrators(trx, row.organisation_id, kind, now);
    return viewForOfficer({ ...context, db: trx }, moved, officer);
  });
}

/** An application that is decided, or that another has open. */
function refuseUndecidable(row: PartyRow, staffId: string, now: Date): void {
  if (row.state !== 'applied') throw new AppError('wrong-state');
  refuseTaken(row, staffId, now);
}

/** Refuses with `case-taken` what another member of staff has open now. */
export function refuseTaken(
  { taken_by, taken_until }: Pick<PartyRow, 'taken_by' | 'taken_until'>,
  staffId: string,
  now: Date,
): void {
  if (taken_by !== null && taken_by !== staffId && taken_until !== null && taken_until > now)
    throw new AppError('case-taken');
}

/** What is approved; names each purpose, service and limit that was not asked for. */
export function grantOf(
  row: Pick<PartyRow, 'purposes' | 'services'>,
  { purposes, services, limits }: Approval,
) {
  const fields = [
    ...purposes.map((id, i): FieldError | null =>
      row.purposes.includes(id) ? null : { field: `purposes.${i}`, code: 'purpose.not-asked' },
    ),
    ...services.map((id, i): FieldError | null =>
      row.services.includes(id) ? null : { field: `services.${i}`, code: 'service.not-asked' },
    ),
    ...Object.keys(limits).map((id): FieldError | null =>
      services.includes(id as ServiceId) ? null : { field: `limits.${id}`, code: 'service.not-asked' },
    ),
  ].filter((fault) => fault !== null);
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
  return {
    purposes: [...new Set(purposes)],
    services: [...new Set(services)],
    limits: JSON.stringify(limits),
  };
}
