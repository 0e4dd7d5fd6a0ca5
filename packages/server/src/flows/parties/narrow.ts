import type { CounterPartyView, narrowParty } from '@suizheng/domain/contract/counter-parties.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import { limitsOf, type ServiceId } from '@suizheng/domain/policy/services.ts';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { refusedFields } from '../counter/visit.ts';
import { rebaseAmendment } from './amendments.ts';
import { type Officer, viewForOfficer } from './counter-party.ts';
import { keepChange, lockParty } from './move.ts';
import { narrowRights } from './narrow-rights.ts';
import { notifyAdministrators } from './notify-administrators.ts';
import { refuseOwnParty } from './own-party.ts';
import { type PartyRow, selectParties } from './party-view.ts';
import { tellParty } from './tell-party.ts';

type Narrowing = z.output<NonNullable<typeof narrowParty.body>>;

/**
 * Leaves a party less than was approved: fewer purposes or services, or lower limits. It holds at once, also for its
 * readers and clients; a change that it has asked for stays to be decided, beside what is left. Throws `not-found`,
 * `not-allowed` for one's own organisation, `wrong-state` unless the party is active or suspended, and field errors for
 * what it has not, for a raised limit, and where nothing would change.
 */
export async function narrow(
  context: Pick<Context, 'db' | 'keys' | 'clock'>,
  partyId: string,
  narrowing: Narrowing,
  officer: Officer,
): Promise<CounterPartyView> {
  const { staff, actor } = officer;
  return context.db.transaction().execute(async (trx) => {
    const row = await lockParty(trx, partyId);
    await refuseOwnParty(trx, staff.staffId, row);
    if (row.state !== 'active' && row.state !== 'suspended') throw new AppError('wrong-state');
    const left = lessOf(row, narrowing);
    const { purposes, services, limits } = left;
    const { reason, note } = narrowing;
    const now = context.clock();
    await trx
      .updateTable('relying_party')
      .set({
        purposes,
        services,
        limits: JSON.stringify(limits),
        narrowed_at: now,
        narrowing_reason: reason,
        narrowing_note: note,
      })
      .where('party_id', '=', partyId)
      .execute();
    await rebaseAmendment(trx, partyId, left);
    await keepChange(trx, partyId, { event: 'narrow', staffId: staff.staffId, reason, note, now });
    const before = { purposes: row.purposes, services: row.services, limits: row.limits };
    const detail = { reason, purposes, services, limits, before };
    await appendAudit(trx, actor, 'party.narrow', { kind: 'party', id: partyId }, detail);
    await narrowRights(trx, partyId, { purposes, services }, { actor, now });
    const data = { reason, purposes: purposes.join(' '), services: services.join(' ') };
    await tellParty(trx, { partyId, kind: 'party.amended', data }, now);
    await notifyAdministrators(trx, row.organisation_id, 'party-narrowed', now);
    const narrowed = await selectParties(trx).where('p.party_id', '=', partyId).executeTakeFirstOrThrow();
    return viewForOfficer({ ...context, db: trx }, narrowed, officer);
  });
}

/** What is left, in the party's order; limits that are not named stay. Names each thing that would be more. */
function lessOf(row: PartyRow, narrowing: Pick<Narrowing, 'purposes' | 'services' | 'limits'>) {
  const purposes = row.purposes.filter((id) => narrowing.purposes.includes(id));
  const services = row.services.filter((id) => narrowing.services.includes(id));
  const fields = [
    ...narrowing.purposes.map((id, i): FieldError | null =>
      row.purposes.includes(id) ? null : { field: `purposes.${i}`, code: 'purpose.not-approved' },
    ),
    ...narrowing.services.map((id, i): FieldError | null =>
      row.services.includes(id) ? null : { field: `services.${i}`, code: 'service.not-approved' },
    ),
  ].filter((fault) => fault !== null);
  const limits: PartyRow['limits'] = {};
  for (const id of services) {
    const had = limitsOf(id, row.limits);
    const wanted = narrowing.limits[id] ?? had;
    for (const key of ['perMinute', 'perDay'] as const)
      if (wanted[key] > had[key]) fields.push({ field: `limits.${id}.${key}`, code: 'limit.raised' });
    if (id in row.limits || wanted.perMinute < had.perMinute || wanted.perDay < had.perDay)
      limits[id] = wanted;
  }
  for (const id of Object.keys(narrowing.limits))
    if (!services.includes(id as ServiceId))
      fields.push({ field: `limits.${id}`, code: 'service.not-approved' });
  if (fields.length > 0) throw new AppError('validation-failed', { fields });
  const same =
    purposes.length === row.purposes.length &&
    services.length === row.services.length &&
    services.every((id) => {
      const [had, wanted] = [limitsOf(id, row.limits), limitsOf(id, limits)];
      return wanted.perMinute === had.perMinute && wanted.perDay === had.perDay;
    });
  if (same) throw refusedFields(['purposes', 'narrowing.same']);
  return { purposes, services, limits };
}
