import { z } from 'zod';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { base64url, id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** States of a credential as the holder sees it. */
export const CREDENTIAL_STATUS = ['valid', 'suspended', 'revoked', 'expired'] as const;

/** Documents of one person as whoever looks sees them: the numbers' middle hidden. */
export const maskedDocuments = z.array(
  z.object({ document: z.enum(IDENTITY_DOCUMENTS), number: z.string() }),
);

/** A credential in the holder's list; `token` is the issuer-signed bytes that the phone presents. */
export const CredentialView = z
  .object({
    id,
    procedure: z.string(),
    identifier: z.string().meta({ description: '电子证照标识, GB/T 36904-2018' }),
    status: z.enum(CREDENTIAL_STATUS),
    subject: z.object({ name: z.string(), number: z.string() }).meta({ description: 'masked' }),
    documents: maskedDocuments.meta({
      description: 'the documents that it names, masked: two where it links them (L1)',
    }),
    issuedAt: instant,
    expiresAt: instant,
    /** After this instant the face is checked again before it shows (B5). */
    presentUntil: instant,
    token: base64url.nullable().meta({ description: 'null once it cannot be presented any more' }),
    city: z.string().nullable(),
  })
  .meta({ id: 'Credential' });
export type CredentialView = z.infer<typeof CredentialView>;

/** One look at a credential by a relying party (T5): who, when, for what, with what result. */
export const LookView = z
  .object({
    at: instant,
    reader: z.string(),
    purpose: z.string().nullable(),
    reason: z.string(),
    online: z.boolean(),
    doubled: z.boolean(),
  })
  .meta({ id: 'Look' });
export type LookView = z.infer<typeof LookView>;

export const listCredentials = resource({
  id: 'listCredentials',
  method: 'GET',
  path: '/api/v1/credentials',
  summary: 'Credentials on this account of the last month (B7), newest first',
  access: 'account',
  openToMasked: true,
  status: 200,
  answer: z.array(CredentialView),
  problems: ['not-signed-in'],
});

export const readCredential = resource({
  id: 'readCredential',
  method: 'GET',
  path: '/api/v1/credentials/{id}',
  summary: 'One credential; looking at it never uses quota (B3)',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id }),
  answer: CredentialView,
  problems: ['not-signed-in', 'not-found'],
});

export const listLooks = resource({
  id: 'listLooks',
  method: 'GET',
  path: '/api/v1/credentials/{id}/looks',
  summary: 'Who looked at the credential (T5)',
  access: 'account',
  status: 200,
  params: z.object({ id }),
  answer: z.array(LookView),
  problems: ['not-signed-in', 'not-found'],
});
