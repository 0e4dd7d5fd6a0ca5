import * as parties from '@suizheng/domain/contract/counter-parties.ts';
import type { Context } from '../../context.ts';
import { readCounterParty } from '../../flows/parties/counter-party.ts';
import { decide, take } from '../../flows/parties/decide.ts';
import { decideAmendment, takeAmendment } from '../../flows/parties/decide-amendment.ts';
import { listCounterParties } from '../../flows/parties/list-counter-parties.ts';
import { narrow } from '../../flows/parties/narrow.ts';
import { end, resume, suspend } from '../../flows/parties/standing.ts';
import type { StaffMember } from '../../flows/staff/staff-token.ts';
import { type Binding, bind, type Call } from '../bind.ts';

const officerOf = ({ caller, actor, locale }: Pick<Call, 'actor' | 'locale'> & { caller: StaffMember }) => ({
  staff: caller,
  actor,
  locale,
});

const whichOf = ({ id: partyId, amendmentId }: { readonly id: string; readonly amendmentId: string }) => ({
  partyId,
  amendmentId,
});

/** Relying parties at the officers' counter (V1); the resources say which roles. */
export const counterPartyRoutes = (context: Context): Binding[] => [
  bind(parties.listCounterParties, ({ caller, query }) =>
    listCounterParties(context, caller.staffId, query.list),
  ),
  bind(parties.readCounterParty, (call) => readCounterParty(context, call.params.id, officerOf(call))),
  bind(parties.takeParty, (call) => take(context, call.params.id, officerOf(call))),
  bind(parties.decideParty, (call) => decide(context, call.params.id, call.body, officerOf(call))),
  bind(parties.takeAmendment, (call) => takeAmendment(context, whichOf(call.params), officerOf(call))),
  bind(parties.decideAmendment, (call) =>
    decideAmendment(context, whichOf(call.params), call.body, officerOf(call)),
  ),
  bind(parties.narrowParty, (call) => narrow(context, call.params.id, call.body, officerOf(call))),
  bind(parties.suspendParty, (call) => suspend(context, call.params.id, call.body, officerOf(call))),
  bind(parties.resumeParty, (call) => resume(context, call.params.id, call.body, officerOf(call))),
  bind(parties.endParty, (call) => end(context, call.params.id, call.body, officerOf(call))),
];
