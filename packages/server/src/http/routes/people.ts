import * as people from '@suizheng/domain/contract/people.ts';
import type { Context } from '../../context.ts';
import { decideAtCounter } from '../../flows/counter/decide-at-counter.ts';
import { faceSign } from '../../flows/counter/face-sign.ts';
import { findPerson } from '../../flows/counter/find-person.ts';
import { sendVisitCode } from '../../flows/counter/mobile-code.ts';
import { registerPhone } from '../../flows/counter/register-phone.ts';
import { endVisit, openVisit, readVisit, visitOf } from '../../flows/counter/visit.ts';
import { readVisitPortrait } from '../../flows/counter/visit-portrait.ts';
import { type Binding, bind } from '../bind.ts';

/** One person at the counter (A6): finding, seeing the document, face-sign, phone, decisions. Officers only. */
export const peopleRoutes = (context: Context): Binding[] => [
  bind(people.findPerson, async (call) => ({
    person: await findPerson(context, call.caller, call.body, call),
  })),
  bind(people.openVisit, (call) => openVisit(context, call.caller, call.body, call)),
  bind(people.readVisit, ({ caller, params, locale }) => readVisit(context, caller, params.id, locale)),
  bind(people.readVisitPortrait, ({ caller, params, actor }) =>
    readVisitPortrait(context, caller, params.id, actor),
  ),
  bind(people.endVisit, async ({ caller, params, actor }) => {
    await endVisit(context, caller, params.id, actor);
    return undefined;
  }),
  bind(people.sendVisitCode, async ({ caller, params, body, actor, locale }) => {
    const visit = await visitOf(context, caller, params.id);
    return sendVisitCode(context, visit, body.mobile, { actor, locale });
  }),
  bind(people.faceSign, (call) => faceSign(context, call.caller, call.params.id, call.body, call)),
  bind(people.registerPhone, (call) => registerPhone(context, call.caller, call.params.id, call.body, call)),
  bind(people.decideAtCounter, async (call) => {
    const { id: visitId, applicationId } = call.params;
    return decideAtCounter(context, call.caller, { visitId, applicationId }, call.body, call);
  }),
];
