import { z } from 'zod';
import { clientPolicy } from '../policy/client.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { id, instant } from './fields.ts';
import { serviceList } from './parties.ts';
import { resource } from './resource.ts';
import { oneLine } from './words.ts';

/** How a client proves itself, by the names that OAuth has for them. */
export const CLIENT_METHODS = ['private_key_jwt', 'self_signed_tls_client_auth'] as const;

/** One JWK as it is sent; which kinds of key are taken is looked at by the server, member by member. */
const jwk = z.record(z.string().max(40, { error: 'jwks.invalid' }), z.unknown(), { error: 'jwks.invalid' });
/** A JWK Set (RFC 7517) of public keys. */
const jwks = z
  .strictObject(
    {
      keys: z
        .array(jwk, { error: 'jwks.invalid' })
        .min(1, { error: 'jwks.invalid' })
        .max(clientPolicy.mostKeys, { error: 'jwks.too-large' }),
    },
    { error: 'jwks.invalid' },
  )
  .refine((set) => JSON.stringify(set).length <= clientPolicy.longestJwks, { error: 'jwks.too-large' })
  .meta({
    description: 'for private_key_jwt: public keys only',
    example: { keys: [{ kty: 'EC', crv: 'P-256', x: '…', y: '…', kid: '2026-11' }] },
  });

/** A client as the party's administrators see it: keys by their thumbprints. */
export const ClientView = z
  .object({
    id: z.string().meta({ description: 'the client_id' }),
    label: z.string(),
    method: z.enum(CLIENT_METHODS),
    services: z.array(z.enum(SERVICE_IDS)),
    keys: z.array(
      z.object({
        kid: z.string().nullable(),
        kind: z.string().meta({ description: 'P-256, P-384, Ed25519 or RSA' }),
        thumbprint: z.string().meta({ description: 'RFC 7638, SHA-256, base64url' }),
      }),
    ),
    /** SHA-256 of the DER certificate in hex; null for private_key_jwt. */
    certificate: z.object({ sha256: z.string(), until: instant.nullable() }).nullable(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Client' });
export type ClientView = z.infer<typeof ClientView>;

const byId = z.object({ id });
const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;
const ofParty = ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed'] as const;

export const createClient = resource({
  id: 'createClient',
  method: 'POST',
  path: '/api/v1/parties/{id}/clients',
  summary:
    'Register a system of an active relying party (V1): by public keys (private_key_jwt) or by a certificate (mutual TLS); never by a shared secret',
  access: 'account',
  idempotent: true,
  status: 201,
  params: byId,
  body: z.strictObject({
    label: z
      .string({ error: 'client-label.empty' })
      .overwrite(oneLine)
      .min(1, { error: 'client-label.empty' })
      .max(60, { error: 'client-label.too-long' }),
    services: serviceList,
    jwks: jwks.optional(),
    certificate: z
      .string({ error: 'certificate.invalid' })
      .trim()
      .min(1, { error: 'certificate.invalid' })
      .max(clientPolicy.longestCertificate, { error: 'certificate.invalid' })
      .startsWith('-----BEGIN ', { error: 'certificate.invalid' })
      .optional()
      .meta({ description: 'for self_signed_tls_client_auth: one certificate as PEM, without its key' }),
  }),
  answer: ClientView,
  problems: [...ofParty, 'wrong-state', 'too-many-clients', 'validation-failed', ...once],
});

export const listClients = resource({
  id: 'listClients',
  method: 'GET',
  path: '/api/v1/parties/{id}/clients',
  summary: 'The systems of a relying party, newest first, revoked ones too',
  access: 'account',
  status: 200,
  params: byId,
  answer: z.array(ClientView),
  problems: ofParty,
});

export const revokeClient = resource({
  id: 'revokeClient',
  method: 'POST',
  path: '/api/v1/parties/{id}/clients/{clientId}/revocation',
  summary:
    'Revoke a system: it gets no token any more, and its tokens are refused within a minute everywhere',
  access: 'account',
  status: 200,
  params: z.object({ id, clientId: z.string().regex(/^[\w-]{1,100}$/) }),
  answer: ClientView,
  problems: ofParty,
});

/** What a party asked on one day of Asia/Shanghai, by service. */
const DayOfUse = z.object({
  day: z.iso.date(),
  calls: z.partialRecord(z.enum(SERVICE_IDS), z.int()),
});

/** What a party asked, and what it may. */
export const UsageView = z
  .object({
    days: z.array(DayOfUse).meta({ description: 'newest first; days without calls are left out' }),
    limits: z.array(
      z.object({ service: z.enum(SERVICE_IDS), perMinute: z.int(), perDay: z.int(), usedToday: z.int() }),
    ),
  })
  .meta({ id: 'Usage' });
export type UsageView = z.infer<typeof UsageView>;

export const readUsage = resource({
  id: 'readUsage',
  method: 'GET',
  path: '/api/v1/parties/{id}/usage',
  summary: 'Calls of the last 31 days by day and service, and the limits in force (V1)',
  access: 'account',
  status: 200,
  params: byId,
  answer: UsageView,
  problems: ofParty,
});

/** A client for trying things out. */
export const TrialClientView = z
  .object({
    clientId: z.string(),
    partyId: id,
    services: z.array(z.enum(SERVICE_IDS)),
    purposes: z.array(z.string()),
    limits: z.object({ perMinute: z.int(), perDay: z.int() }),
    expiresAt: instant,
  })
  .meta({ id: 'TrialClient' });
export type TrialClientView = z.infer<typeof TrialClientView>;

export const createTrialClient = resource({
  id: 'createTrialClient',
  method: 'POST',
  path: '/api/v1/trial-clients',
  summary:
    'In a sandbox: a client of the demonstration party for a day, with small limits, by a public key that the browser made; not-found in production',
  access: 'public',
  status: 200,
  body: z.strictObject({ jwk: jwk.meta({ example: { kty: 'EC', crv: 'P-256', x: '…', y: '…' } }) }),
  answer: TrialClientView,
  problems: ['not-found', 'validation-failed', 'too-many-requests'],
});
