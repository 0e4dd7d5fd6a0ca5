import * as staff from '@suizheng/domain/contract/staff.ts';
import type { Context } from '../../context.ts';
import type { SignInPolicy } from '../../flows/accounts/sign-in-policy.ts';
import { addEnrolmentPasskey, completeEnrolment, openEnrolment } from '../../flows/staff/enrol.ts';
import { addByLink, endAccess, listStaff, renewEnrolment, setRoles } from '../../flows/staff/manage-staff.ts';
import {
  beginStaffSignIn,
  demoStaffSignIn,
  endOwnStaffSession,
  staffSignIn,
} from '../../flows/staff/staff-sign-in.ts';
import { type Binding, bind } from '../bind.ts';

/** Staff: enrolment, sign-in, and who may do what. The roles stand in the contract. */
export const staffRoutes = (context: Context & { signInPolicy: SignInPolicy }): Binding[] => [
  bind(staff.beginStaffSignIn, ({ ip, now }) => beginStaffSignIn(context, ip, now)),
  bind(staff.staffSignIn, async ({ body, ip, proof, traceId, now, setCookie }) => {
    const { view, cookie } = await staffSignIn(context, body, { ip, proof, traceId, now });
    setCookie('staff', cookie);
    return view;
  }),
  bind(staff.demoStaffSignIn, async ({ body, ip, proof, traceId, now, setCookie }) => {
    const { view, cookie } = await demoStaffSignIn(context, body.token, { ip, proof, traceId, now });
    setCookie('staff', cookie);
    return view;
  }),
  bind(staff.endStaffSession, async ({ caller, body, actor, now, setCookie }) => {
    await endOwnStaffSession(context, caller, body.why, actor, now);
    setCookie('staff', null);
    return undefined;
  }),
  bind(staff.openStaffEnrolment, ({ body, now }) => openEnrolment(context, body.link, now)),
  bind(staff.addStaffPasskey, async ({ body, now }) => {
    await addEnrolmentPasskey(context, body.link, body.response, now);
    return undefined;
  }),
  bind(staff.completeStaffEnrolment, async ({ body, traceId, now }) => {
    await completeEnrolment(context, { ...body, traceId, now });
    return undefined;
  }),
  bind(staff.listStaff, ({ now }) => listStaff(context, now)),
  bind(staff.addStaff, ({ caller, body, operationId, actor, now }) =>
    addByLink(context, caller, body, { operationId, actor, now }),
  ),
  bind(staff.renewStaffEnrolment, ({ caller, params, actor, now }) =>
    renewEnrolment(context, caller, params.id, actor, now),
  ),
  bind(staff.setStaffRoles, ({ caller, params, body, actor, now }) =>
    setRoles(context, caller, params.id, body, actor, now),
  ),
  bind(staff.endStaff, ({ caller, params, actor, now }) => endAccess(context, caller, params.id, actor, now)),
];
