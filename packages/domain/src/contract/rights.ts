import { z } from 'zod';
import { CONSENT_KINDS } from './consent-texts.ts';
import { id, instant, text } from './fields.ts';
import { resource } from './resource.ts';

/** A consent as its giver sees it: to what, in which words, when, for whom, and whether it still stands (PIPL art. 15). */
export const ConsentView = z
  .object({
    id,
    kind: z.enum(CONSENT_KINDS),
    version: z.string(),
    title: z.string(),
    points: z.array(z.string()),
    /** Whom it is about, masked; null: the giver. */
    about: z.string().nullable(),
    /** Given as the guardian of the person it is about. */
    guardian: z.boolean(),
    grantedAt: instant,
    withdrawnAt: instant.nullable(),
    /** What ends when it is withdrawn. */
    ends: z.string(),
  })
  .meta({ id: 'Consent' });
export type ConsentView = z.infer<typeof ConsentView>;

const byId = z.object({ id });

export const listConsents = resource({
  id: 'listConsents',
  method: 'GET',
  path: '/api/v1/consents',
  summary: 'Everything this account agreed to, newest first; what was withdrawn stays in the history (A12)',
  access: 'account',
  status: 200,
  answer: z.array(ConsentView),
  problems: ['not-signed-in', 'confirm-yourself'],
});

export const withdrawConsent = resource({
  id: 'withdrawConsent',
  method: 'POST',
  path: '/api/v1/consents/{id}/withdrawal',
  summary: 'Withdraw a consent (A12): what it allowed ends at once, pictures are deleted; twice is harmless',
  access: 'account',
  status: 200,
  params: byId,
  answer: ConsentView,
  problems: ['not-signed-in', 'not-found'],
});

export const readConsentText = resource({
  id: 'readConsentText',
  method: 'GET',
  path: '/api/v1/consent-texts/{kind}/{version}',
  summary: 'The words of a consent in any version that anybody agreed to',
  access: 'public',
  status: 200,
  params: z.object({ kind: z.string().max(40), version: z.string().max(40) }),
  answer: z.object({ title: text, points: z.array(text) }).meta({ id: 'ConsentText' }),
  problems: ['not-found'],
});

/** What a deletion means for this account, and where it stands. */
export const DeletionView = z
  .object({
    /** Null: not asked for. */
    askedAt: instant.nullable(),
    /** When the keys are destroyed; until then it can be undone. */
    dueAt: instant.nullable(),
    undoDays: z.int(),
    deleted: z.array(text),
    kept: z.array(z.object({ what: text, why: text, until: text })),
    /** Credentials that are valid now and end with it. */
    credentials: z.int(),
    /** Applications that are open now and end with it. */
    applications: z.int(),
  })
  .meta({ id: 'Deletion' });
export type DeletionView = z.infer<typeof DeletionView>;

export const readDeletion = resource({
  id: 'readDeletion',
  method: 'GET',
  path: '/api/v1/account/deletion',
  summary: 'What deleting the account deletes, what the law keeps, why and until when (PIPL art. 47)',
  access: 'account',
  status: 200,
  answer: DeletionView,
  problems: ['not-signed-in'],
});

export const askDeletion = resource({
  id: 'askDeletion',
  method: 'POST',
  path: '/api/v1/account/deletion',
  summary:
    'Delete the account: credentials and applications end now, the keys are destroyed after the time to undo',
  access: 'account',
  status: 200,
  answer: DeletionView,
  problems: ['not-signed-in', 'confirm-yourself', 'fresh-proof-needed'],
});

export const undoDeletion = resource({
  id: 'undoDeletion',
  method: 'DELETE',
  path: '/api/v1/account/deletion',
  summary: 'Undo a deletion that is not carried out yet; credentials revoked meanwhile stay revoked',
  access: 'account',
  status: 200,
  answer: DeletionView,
  problems: ['not-signed-in', 'confirm-yourself'],
});

export const exportData = resource({
  id: 'exportData',
  method: 'POST',
  path: '/api/v1/account/exports',
  summary:
    'Everything stored about this account as one JSON document (PIPL art. 45); see docs/export-format.md',
  access: 'account',
  status: 200,
  produces: 'application/json',
  problems: ['not-signed-in', 'confirm-yourself', 'fresh-proof-needed', 'too-many-requests'],
});

/** How many people's face data is stored, beside the number at which to file. */
export const FaceDataView = z
  .object({
    /** People of whom a picture or a template of the face is stored at this moment. */
    storedNow: z.int(),
    /** People whose face was taken within the period. */
    within: z.object({ days: z.int(), people: z.int() }),
    threshold: z.int(),
    state: z.enum(['below', 'near', 'reached']),
    /** When the threshold was first reached, and by when to have filed. */
    reachedAt: instant.nullable(),
    fileBy: instant.nullable(),
  })
  .meta({ id: 'FaceData' });
export type FaceDataView = z.infer<typeof FaceDataView>;

export const readFaceData = resource({
  id: 'readFaceData',
  method: 'GET',
  path: '/api/v1/admin/face-data',
  summary: 'People whose face data is stored, and the filing threshold (administrators)',
  access: 'staff',
  roles: ['administrator'],
  status: 200,
  answer: FaceDataView,
  problems: ['not-signed-in', 'not-allowed'],
});
