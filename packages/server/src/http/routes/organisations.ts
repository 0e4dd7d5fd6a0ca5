import * as organisations from '@suizheng/domain/contract/organisations.ts';
import type { Context } from '../../context.ts';
import { acceptInvitation, declineInvitation } from '../../flows/organisations/answer-invitation.ts';
import { findOrganisation } from '../../flows/organisations/counter-view.ts';
import {
  cancelInvitation,
  inviteMember,
  listOrganisations,
  listSentInvitations,
} from '../../flows/organisations/invitations.ts';
import {
  changeRole,
  leave,
  listMembers,
  readOrganisation,
  removeMember,
} from '../../flows/organisations/members.ts';
import { onboard } from '../../flows/organisations/onboard.ts';
import { type Binding, bind } from '../bind.ts';

/** Organisations (A7): taken in at the counter, run by their members. */
export const organisationRoutes = (context: Context): Binding[] => [
  bind(organisations.findOrganisation, async ({ body, operationId, actor }) => ({
    organisation: await findOrganisation(context, body.uscc, { operationId, actor }),
  })),
  bind(organisations.onboardOrganisation, (call) =>
    onboard(context, call.caller, call.params.id, call.body, call),
  ),
  bind(organisations.listOrganisations, ({ caller }) => listOrganisations(context, caller)),
  bind(organisations.readOrganisation, ({ caller, params }) => readOrganisation(context, caller, params.id)),
  bind(organisations.listMembers, ({ caller, params }) => listMembers(context, caller, params.id)),
  bind(organisations.listSentInvitations, ({ caller, params }) =>
    listSentInvitations(context, caller, params.id),
  ),
  bind(organisations.inviteMember, (call) =>
    inviteMember(context, call.caller, { organisationId: call.params.id, ...call.body }, call),
  ),
  bind(organisations.cancelInvitation, async ({ caller, params, actor }) => {
    const { id: organisationId, invitationId } = params;
    await cancelInvitation(context, caller, { organisationId, invitationId }, actor);
    return undefined;
  }),
  bind(organisations.changeMemberRole, ({ caller, params, body, actor }) => {
    const { id: organisationId, memberId } = params;
    return changeRole(context, caller, { organisationId, memberId, role: body.role }, actor);
  }),
  bind(organisations.removeMember, async ({ caller, params, actor }) => {
    const { id: organisationId, memberId } = params;
    await removeMember(context, caller, { organisationId, memberId }, actor);
    return undefined;
  }),
  bind(organisations.leaveOrganisation, async ({ caller, params, actor }) => {
    await leave(context, caller, params.id, actor);
    return undefined;
  }),
  bind(organisations.acceptInvitation, ({ caller, params, body, actor }) =>
    acceptInvitation(context, caller, { invitationId: params.id, code: body.code }, actor),
  ),
  bind(organisations.declineInvitation, async ({ caller, params, actor }) => {
    await declineInvitation(context, caller, params.id, actor);
    return undefined;
  }),
];
