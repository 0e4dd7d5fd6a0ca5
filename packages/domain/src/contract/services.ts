// What a relying party's system can ask (V2). Every question states its purpose, every answer has a verdict, a reason and
// an evidence id under which both sides can look it up.
import { z } from 'zod';
import { parseDocumentExpiry } from '../identifiers/document-expiry.ts';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { servicePolicy } from '../policy/service-policy.ts';
import { REASONS_OF_SERVICE, SERVICE_VERDICTS, type ServiceReason } from '../policy/service-verdicts.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { personName } from '../procedures/form-fields.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

const REASONS = [...new Set(Object.values(REASONS_OF_SERVICE).flat())] as [ServiceReason, ...ServiceReason[]];

/** One of the purposes of the party's approval. */
export const servicePurpose = z
  .string({ error: 'purpose.missing' })
  .trim()
  .min(1, { error: 'purpose.missing' })
  .max(64, { error: 'field.invalid' })
  .meta({
    description: 'one of the purposes your approval names; any other is not-allowed',
    example: 'bank.account',
  });

/** The kind of document that bears the number. */
export const serviceDocument = z
  .enum(IDENTITY_DOCUMENTS, { error: 'document-kind.unknown' })
  .default('resident-id')
  .meta({ description: 'the document that bears the number' });

/** A number as the document shows it; its form and check character are looked at before anything is asked or counted. */
export const serviceNumber = z
  .string({ error: 'field.required' })
  .trim()
  .min(1, { error: 'field.required' })
  .max(64, { error: 'field.invalid' })
  .meta({ description: 'as the document shows it', example: '990000200103070024' });

const name = personName.meta({ description: 'as the document shows it', example: '张晓晓' });

/** The last day of a document as it is printed: a date, or long-term. */
const cardExpiry = z
  .string({ error: 'expires.empty' })
  .transform((typed, ctx) => {
    const parsed = parseDocumentExpiry(typed);
    if (parsed.ok) return parsed.value;
    ctx.addIssue({ code: 'custom', message: `expires.${parsed.reason}` });
    return z.NEVER;
  })
  .meta({ description: 'the last day as printed (YYYY-MM-DD), or 长期' });

/** An answer of a service (V2, V6). */
export const CheckView = z
  .object({
    evidenceId: id.meta({
      description: 'under which you, and the person asked about, can look the check up',
    }),
    service: z.enum(SERVICE_IDS),
    purpose: z.string(),
    verdict: z.enum(SERVICE_VERDICTS),
    code: z.enum(REASONS).meta({ description: 'machine code, one of a closed list for each service' }),
    title: z.string(),
    explanation: z.string(),
    next: z.string(),
    checkedAt: instant,
  })
  .meta({ id: 'ServiceCheck' });
export type CheckView = z.infer<typeof CheckView>;

/** An answer about a credential: what your purpose may see of it, and nothing of one that is not valid here. */
export const CredentialCheckView = CheckView.extend({
  type: z.object({ procedure: z.string(), name: z.string() }).nullable(),
  medium: z.enum(['electronic', 'paper']).nullable(),
  validUntil: instant.nullable(),
  fields: z
    .record(z.string(), z.string())
    .nullable()
    .meta({ description: 'what the purpose may see; null unless a code was shown and is good' }),
}).meta({ id: 'CredentialCheck' });
export type CredentialCheckView = z.infer<typeof CredentialCheckView>;

const problems = [
  'token-refused',
  'not-allowed',
  'validation-failed',
  'too-many-requests',
  'quota-used',
  'unavailable',
] as const;

export const checkCredential = resource({
  id: 'checkCredential',
  method: 'POST',
  path: '/api/v1/services/credential-checks',
  summary:
    'Check a credential: by the code on the phone or paper, or by its identifier 电子证照标识 and the holder’s name',
  access: 'client',
  service: 'credential-check',
  status: 200,
  body: z
    .strictObject({
      purpose: servicePurpose,
      code: z
        .string({ error: 'field.required' })
        .min(1, { error: 'field.required' })
        .max(8_192, { error: 'field.invalid' })
        .optional()
        .meta({ description: 'the text of the QR code; then neither identifier nor name' }),
      identifier: z
        .string({ error: 'field.required' })
        .trim()
        .min(1, { error: 'field.required' })
        .max(120, { error: 'field.invalid' })
        .optional()
        .meta({
          description:
            'GB/T 36904-2018 identifier as the credential bears it; then with the name, without a code',
          example: '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
        }),
      name: name.optional(),
    })
    .superRefine(({ code, identifier, name: holder }, ctx) => {
      const wrong = (field: string, message: string) =>
        ctx.addIssue({ code: 'custom', path: [field], message });
      if (code !== undefined) {
        if (identifier !== undefined) wrong('identifier', 'field.unknown');
        if (holder !== undefined) wrong('name', 'field.unknown');
      } else if (identifier === undefined)
        wrong(holder === undefined ? 'code' : 'identifier', 'field.required');
      else if (holder === undefined) wrong('name', 'name.empty');
    }),
  answer: CredentialCheckView,
  problems,
});

export const checkRealName = resource({
  id: 'checkRealName',
  method: 'POST',
  path: '/api/v1/services/real-name-checks',
  summary: 'Do name, number and birth date belong together? One no-match for whatever does not',
  access: 'client',
  service: 'real-name-check',
  status: 200,
  body: z.strictObject({
    purpose: servicePurpose,
    name,
    document: serviceDocument,
    number: serviceNumber,
    birthDate: z.iso
      .date({ error: 'field.invalid' })
      .optional()
      .meta({ description: 'compared too where it is given', example: '2001-03-07' }),
  }),
  answer: CheckView,
  problems: [...problems, 'register-unavailable'],
});

export const checkPerson = resource({
  id: 'checkPerson',
  method: 'POST',
  path: '/api/v1/services/real-person-checks',
  summary:
    'Is the person in this picture the one with this name and number? Yes or no, never a score. The picture is neither stored nor logged',
  access: 'client',
  service: 'real-person-check',
  status: 200,
  body: z.strictObject({
    purpose: servicePurpose,
    name,
    document: serviceDocument,
    number: serviceNumber,
    portrait: z
      .string({ error: 'field.required' })
      .min(1, { error: 'field.required' })
      .max(servicePolicy.portraitCharacters, { error: 'portrait.too-large' })
      .meta({
        description: 'one JPEG, at most 1 MB and 4.2 million pixels, as base64; taken on the spot',
        example: '/9j/4AAQ…',
      }),
  }),
  answer: CheckView,
  problems: [...problems, 'register-unavailable', 'busy', 'too-large'],
});

export const checkCardStatus = resource({
  id: 'checkCardStatus',
  method: 'POST',
  path: '/api/v1/services/card-status-checks',
  summary: 'Is this document valid, lost or expired at this moment? Asked of the register each time',
  access: 'client',
  service: 'card-status-check',
  status: 200,
  body: z.strictObject({
    purpose: servicePurpose,
    name,
    document: serviceDocument,
    number: serviceNumber,
    expires: cardExpiry.optional(),
  }),
  answer: CheckView,
  problems: [...problems, 'register-unavailable'],
});

/** A check looked up later by the party that made it; no personal data. */
export const EvidenceView = z
  .object({
    evidenceId: id,
    service: z.enum(SERVICE_IDS),
    purpose: z.string().nullable(),
    verdict: z.enum(SERVICE_VERDICTS),
    code: z.enum(REASONS),
    title: z.string(),
    explanation: z.string(),
    next: z.string(),
    at: instant,
    by: z
      .object({ kind: z.enum(['client', 'reader']), id: z.string(), label: z.string() })
      .meta({ description: 'your system or your device that asked' }),
  })
  .meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof EvidenceView>;

export const readEvidence = resource({
  id: 'readEvidence',
  method: 'GET',
  path: '/api/v1/services/evidence/{id}',
  summary: 'Look up a check by its evidence id: those of your own party, for half a year',
  access: 'client',
  status: 200,
  params: z.object({ id }),
  answer: EvidenceView,
  problems: ['token-refused', 'not-found'],
});

export const readPartyEvidence = resource({
  id: 'readPartyEvidence',
  method: 'GET',
  path: '/api/v1/parties/{id}/evidence/{evidenceId}',
  summary: 'The same look-up for the administrators of the relying party',
  access: 'account',
  status: 200,
  params: z.object({ id, evidenceId: id }),
  answer: EvidenceView,
  problems: ['not-signed-in', 'not-found', 'level-needed', 'organisation-needed'],
});
