import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import type { PartyEvent } from '@suizheng/domain/policy/relying-party.ts';
import type { Updateable } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { RelyingPartyTable } from '../../db/tables/parties.ts';
import { keepBack } from '../webhooks/keep-back.ts';
import { voidAmendment } from './amendments.ts';
import { type Officer, viewForOfficer } from './counter-party.ts';
import { lockParty, moveParty } from './move.ts';
import { notifyAdministrators } from './notify-administrators.ts';
import { refuseOwnParty } from './own-party.ts';
import { tellParty } from './tell-party.ts';

type StandingContext = Pick<Context, 'db' | 'keys' | 'clock'>;
type Why = { readonly reason: string; readonly note: string };

/** What each act writes; the names of its event, audit record and notification follow from it. */
const ACTS = {
  suspend: { event: 'suspend', done: 'suspended' },
  resume: { event: 'resume', done: 'resumed' },
  end: { event: 'end', done: 'ended' },
} as const satisfies Record<string, { event: PartyEvent; done: string }>;

/** Suspends: clients and readers are refused as soon as the processes hear of it. Throws `not-found`, `not-allowed`, `wrong-state`. */
export const suspend = (context: StandingContext, partyId: string, why: Why, officer: Officer) =>
  act(context, partyId, 'suspend', why, officer, (now) => ({
    suspended_at: now,
    suspension_reason: why.reason,
    suspension_note: why.note,
  }));

/** Resumes; throws as `suspend` does. */
export const resume = (
  context: StandingContext,
  partyId: string,
  { note }: { readonly note: string },
  officer: Officer,
) =>
  act(context, partyId, 'resume', { reason: null, note }, officer, () => ({
    suspended_at: null,
    suspension_reason: null,
    suspension_note: null,
  }));

/** Ends for good; throws as `suspend` does. */
export const end = (context: StandingContext, partyId: string, why: Why, officer: Officer) =>
  act(context, partyId, 'end', why, officer, (now) => ({
    ended_at: now,
    end_reason: why.reason,
    end_note: why.note,
    suspended_at: null,
    suspension_reason: null,
    suspension_note: null,
  }));

function act(
  context: StandingContext,
  partyId: string,
  name: keyof typeof ACTS,
  { reason, note }: { readonly reason: string | null; readonly note: string },
  officer: Officer,
  change: (now: Date) => Omit<Updateable<RelyingPartyTable>, 'state' | 'party_id'>,
): Promise<CounterPartyView> {
  const { staff, actor } = officer;
  const { event, done } = ACTS[name];
  return context.db.transaction().execute(async (trx) => {
    const row = await lockParty(trx, partyId);
    await refuseOwnParty(trx, staff.staffId, row);
    const now = context.clock();
    const happening = { event, staffId: staff.staffId, reason, note, now };
    const moved = await moveParty(trx, row, happening, change(now));
    await appendAudit(trx, actor, `party.${name}`, { kind: 'party', id: partyId }, { reason });
    if (name === 'end') await voidAmendment(trx, partyId, now);
    if (name !== 'resume') await keepBack(trx, partyId);
    await tellParty(trx, { partyId, kind: `party.${done}`, data: { reason } }, now);
    await notifyAdministrators(trx, row.organisation_id, `party-${done}`, now);
    return viewForOfficer({ ...context, db: trx }, moved, officer);
  });
}
