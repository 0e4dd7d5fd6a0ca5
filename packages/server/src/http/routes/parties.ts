import * as parties from '@suizheng/domain/contract/parties.ts';
import * as amendments from '@suizheng/domain/contract/party-amendments.ts';
import type { Context } from '../../context.ts';
import { agree, withdraw } from '../../flows/parties/agree.ts';
import { askAmendmentOf, listAmendmentsOf, withdrawAmendmentOf } from '../../flows/parties/amendments.ts';
import { applyAsPartyOf } from '../../flows/parties/apply.ts';
import { listPartiesOf, readAgreementOf, readPartyOf } from '../../flows/parties/read.ts';
import { type Binding, bind } from '../bind.ts';

/** Relying parties (V1): applied for and agreed to by their organisation's administrators. */
export const partyRoutes = (context: Context): Binding[] => [
  bind(parties.applyAsParty, (call) => applyAsPartyOf(context, call.caller, call.body, call)),
  bind(parties.listParties, ({ caller, locale }) => listPartiesOf(context, caller, locale)),
  bind(parties.readParty, ({ caller, params, locale }) => readPartyOf(context, caller, params.id, locale)),
  bind(parties.withdrawParty, (call) => withdraw(context, call.caller, call.params.id, call)),
  bind(amendments.askAmendment, (call) =>
    askAmendmentOf(context, call.caller, call.params.id, call.body, call),
  ),
  bind(amendments.listAmendments, ({ caller, params, locale }) =>
    listAmendmentsOf(context, caller, params.id, locale),
  ),
  bind(amendments.withdrawAmendment, (call) => {
    const { id: partyId, amendmentId } = call.params;
    return withdrawAmendmentOf(context, call.caller, { partyId, amendmentId }, call);
  }),
  bind(parties.readAgreement, ({ caller, params, locale }) =>
    readAgreementOf(context, caller, params.id, locale),
  ),
  bind(parties.agreeAsParty, (call) =>
    agree(context, call.caller, { partyId: call.params.id, version: call.body.version }, call),
  ),
];
