import { consentText } from '@suizheng/domain/contract/consent-texts.ts';
import * as guardians from '@suizheng/domain/contract/guardians.ts';
import * as rights from '@suizheng/domain/contract/rights.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import { requireWhole } from '../../flows/accounts/session.ts';
import { listConsents } from '../../flows/consents/list-consents.ts';
import { withdrawOneConsent } from '../../flows/consents/withdraw-consent.ts';
import { requireRole } from '../../flows/counter/require-role.ts';
import { askGuardian, readGuardianRequest } from '../../flows/guardians/ask-guardian.ts';
import { decideAsGuardian, readGuardianAsk } from '../../flows/guardians/decide-as-guardian.ts';
import { askDeletion, readDeletion, undoDeletion } from '../../flows/rights/ask-deletion.ts';
import { exportData } from '../../flows/rights/export-data.ts';
import { readFaceData } from '../../flows/rights/face-data.ts';
import { type Binding, bind } from '../bind.ts';

/** What people decide about their own data (PIPL), and guardians about a child's (A12). */
export const rightsRoutes = (context: Context): Binding[] => [
  bind(rights.listConsents, ({ caller, locale }) => {
    requireWhole(caller);
    return listConsents(context, caller.accountId, locale);
  }),
  bind(rights.withdrawConsent, ({ caller, params, actor, locale }) =>
    withdrawOneConsent(context, caller.accountId, { consentId: params.id, actor, locale }),
  ),
  bind(rights.readConsentText, async ({ params }) => {
    const text = consentText(params.kind, params.version);
    if (!text) throw new AppError('not-found');
    return { title: text.title, points: [...text.points] };
  }),
  bind(rights.readDeletion, ({ caller }) => readDeletion(context, caller.accountId)),
  bind(rights.askDeletion, ({ caller, actor }) => {
    requireWhole(caller);
    return askDeletion(context, caller, actor);
  }),
  bind(rights.undoDeletion, ({ caller, actor }) => {
    requireWhole(caller);
    return undoDeletion(context, caller.accountId, actor);
  }),
  bind(rights.exportData, async ({ caller, actor, locale }) => ({
    stream: await exportData(context, caller, { actor, locale }),
    headers: { 'content-disposition': 'attachment; filename="suizheng-export.json"' },
  })),
  bind(rights.readFaceData, async ({ caller, now }) => {
    requireRole(caller, 'administrator');
    return readFaceData(context, now);
  }),
  bind(guardians.createGuardianRequest, ({ caller, params, operationId, actor }) =>
    askGuardian(context, caller.accountId, { applicationId: params.id, requestId: operationId, actor }),
  ),
  bind(guardians.readGuardianRequest, ({ caller, params }) =>
    readGuardianRequest(context, caller.accountId, params.id),
  ),
  bind(guardians.readGuardianAsk, ({ caller, body }) => readGuardianAsk(context, caller, body.code)),
  bind(guardians.decideGuardianAsk, ({ caller, body, actor }) =>
    decideAsGuardian(context, caller, { ...body, actor }),
  ),
];
