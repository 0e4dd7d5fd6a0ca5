import * as people from '@suizheng/domain/contract/people.ts';
import type { Context } from '../../context.ts';
import { decideAtCounter } from '../../flows/counter/decide-at-counter.ts';
import { faceSign } from '../../flows/counter/face-sign.ts';
import { findPerson } from '../../flows/counter/find-person.ts';
import { sendVisitCode } from '../../flows/counter/mobile-code.ts';
import { registerPhone } from '../../flows/counter/register-phone.ts';
import { requireRole } from '../../flows/counter/require-role.ts';
import { endVisit, openVisit, readVisit, visitOf } from '../../flows/counter/visit.ts';
import { type Binding, bind } from '../bind.ts';

/** One person at the counter (A6): finding, seeing the document, face-sign, phone, decisions. Officers only. */
export const peopleRoutes = (context: Context): Binding[] => [
  bind(people.findPerson, async (call) => {
    requireRole(call.caller, 'officer');
    return { person: await findPerson(context, call.caller, call.body, call) };
  }),
  bind(people.openVisit, async (call) => {
    requireRole(call.caller, 'officer');
    return openVisit(context, call.caller, call.body, call);
  }),
  bind(people.readVisit, async ({ caller, params, locale }) => {
    requireRole(caller, 'officer');
    return readVisit(context, caller, params.id, locale);
  }),
  bind(people.endVisit, async ({ caller, params, actor }) => {
    requireRole(caller, 'officer');
    await endVisit(context, caller, params.id, actor);
    return undefined;
  }),
  bind(people.sendVisitCode, async ({ caller, params, body, actor, locale }) => {
    requireRole(caller, 'officer');
    const visit = await visitOf(context, caller, params.id);
    return sendVisitCode(context, visit, body.mobile, { actor, locale });
  }),
  bind(people.faceSign, async (call) => {
    requireRole(call.caller, 'officer');
    return faceSign(context, call.caller, call.params.id, call.body, call);
  }),
  bind(people.registerPhone, async (call) => {
    requireRole(call.caller, 'officer');
    return registerPhone(context, call.caller, call.params.id, call.body, call);
  }),
  bind(people.decideAtCounter, async (call) => {
    requireRole(call.caller, 'officer');
    const { id: visitId, applicationId } = call.params;
    return decideAtCounter(context, call.caller, { visitId, applicationId }, call.body, call);
  }),
];
