import { z } from 'zod';
import { id, instant } from './fields.ts';
import { purposeList } from './parties.ts';
import { resource } from './resource.ts';
import { ReaderView } from './verification.ts';
import { oneLine } from './words.ts';

/** A relying party's device as its administrators see it. */
export const PartyReaderView = ReaderView.extend({ revokedAt: instant.nullable() }).meta({
  id: 'PartyReader',
});
export type PartyReaderView = z.infer<typeof PartyReaderView>;

/** A one-time code for one device; `url` is what its QR says: the code stands behind `#`, where no server and no log sees it. */
export const PartyEnrolmentCode = z
  .object({ code: z.string(), url: z.url(), expiresAt: instant })
  .meta({ id: 'PartyEnrolmentCode' });
export type PartyEnrolmentCode = z.infer<typeof PartyEnrolmentCode>;

export const createPartyEnrolmentCode = resource({
  id: 'createPartyEnrolmentCode',
  method: 'POST',
  path: '/api/v1/parties/{id}/enrolment-codes',
  summary: 'A one-time code with which a device of the relying party enrols, for some of its purposes (V1)',
  access: 'account',
  idempotent: true,
  status: 201,
  params: z.object({ id }),
  body: z.strictObject({
    label: z
      .string({ error: 'device-label.empty' })
      .overwrite(oneLine)
      .min(1, { error: 'device-label.empty' })
      .max(80, { error: 'device-label.too-long' }),
    scope: z.string({ error: 'scope.unknown' }).max(40, { error: 'scope.unknown' }),
    purposes: purposeList,
  }),
  answer: PartyEnrolmentCode,
  problems: [
    'not-signed-in',
    'confirm-yourself',
    'not-found',
    'level-needed',
    'wrong-state',
    'too-many-devices',
    'validation-failed',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

export const listPartyReaders = resource({
  id: 'listPartyReaders',
  method: 'GET',
  path: '/api/v1/parties/{id}/readers',
  summary: 'Devices of the relying party, newest first; those revoked are marked',
  access: 'account',
  status: 200,
  params: z.object({ id }),
  query: z.strictObject({ before: id.optional() }),
  answer: z
    .object({
      items: z.array(PartyReaderView),
      more: z.boolean(),
      active: z.int().meta({ description: 'devices not revoked, of all' }),
      most: z.int().meta({ description: 'devices that a party may have' }),
    })
    .meta({ id: 'PartyReaders' }),
  problems: ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed', 'validation-failed'],
});

export const revokePartyReader = resource({
  id: 'revokePartyReader',
  method: 'POST',
  path: '/api/v1/parties/{id}/readers/{readerId}/revocation',
  summary:
    'End a device: its token stops working within moments, and it never gets another key; what it holds dies of age',
  access: 'account',
  status: 200,
  params: z.object({ id, readerId: id }),
  body: z.strictObject({
    reason: z
      .string({ error: 'device-reason.empty' })
      .overwrite(oneLine)
      .min(1, { error: 'device-reason.empty' })
      .max(200, { error: 'device-reason.too-long' }),
  }),
  answer: PartyReaderView,
  problems: ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed', 'validation-failed'],
});
