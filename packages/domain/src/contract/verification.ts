import { z } from 'zod';
import { VERDICT_REASONS } from '../credential/verdict.ts';
import { base64url, id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** The answer to "is this code good, here, now?" (V6). Fields only for an enrolled reader whose purpose allows them. */
export const VerificationView = z
  .object({
    evidenceId: id.meta({ description: 'can be looked up later by both sides' }),
    verdict: z.enum(['green', 'amber', 'red']),
    code: z.string().meta({ description: 'machine code, one of a closed list' }),
    title: z.string(),
    explanation: z.string(),
    next: z.string(),
    type: z.object({ procedure: z.string(), name: z.string() }).nullable(),
    medium: z.enum(['electronic', 'paper']).nullable(),
    validUntil: instant.nullable(),
    fields: z.record(z.string(), z.string()).nullable(),
    sealDigest: base64url.nullable().meta({ description: 'digest from which the seal rosette is drawn' }),
    checkedAt: instant,
  })
  .meta({ id: 'Verification' });
export type VerificationView = z.infer<typeof VerificationView>;

export const verifyCodeOnline = resource({
  id: 'verify',
  method: 'POST',
  path: '/api/v1/verifications',
  summary:
    'Check a code. Without enrolment: type, validity and status only; an enrolled reader also gets what its purpose allows',
  access: 'reader-or-public',
  status: 200,
  body: z.strictObject({ code: z.string().max(8192), purpose: z.string().max(64).optional() }),
  answer: VerificationView,
  problems: ['validation-failed', 'too-many-requests', 'not-allowed'],
});

export const readTrustList = resource({
  id: 'readTrustList',
  method: 'GET',
  path: '/api/v1/trust-list',
  summary: 'The signed trust list: issuer keys, credential types and their presentation policy',
  access: 'public',
  status: 200,
  produces: 'application/cbor',
  problems: [],
});

export const readStatusList = resource({
  id: 'readStatusList',
  method: 'GET',
  path: '/api/v1/status-lists/{list}',
  summary: 'A signed status list (2 bits an entry, zlib)',
  access: 'public',
  status: 200,
  params: z.object({ list: z.coerce.number().int().min(0).max(1_000_000) }),
  produces: 'application/statuslist+cwt',
  problems: ['not-found', 'unavailable'],
});

/** An enrolled reader: a gate's device or a relying party's back end. */
export const ReaderView = z
  .object({
    id,
    label: z.string(),
    scope: z.string(),
    purposes: z.array(z.string()),
    organisation: z.string(),
    enrolledAt: instant,
  })
  .meta({ id: 'Reader' });
export type ReaderView = z.infer<typeof ReaderView>;

export const enrolReader = resource({
  id: 'enrolReader',
  method: 'POST',
  path: '/api/v1/readers',
  summary: 'Enrol a reader with a one-time code from the counter; answers its bearer token once',
  access: 'public',
  status: 201,
  body: z.strictObject({
    code: z.string().trim().max(40),
    /** HPKE (RFC 9180) public key to which field keys are sealed: uncompressed P-256 point, 65 bytes, base64url. */
    encryptionKey: z.string().regex(/^B[A-Za-z0-9_-]{86}$/),
  }),
  answer: z
    .object({
      reader: ReaderView,
      token: z.string(),
      trustRoot: base64url.meta({
        description: 'x ‖ y, 64 bytes; its kid is the first 4 bytes of their SHA-256',
      }),
    })
    .meta({ id: 'ReaderEnrolment' }),
  problems: ['validation-failed', 'enrolment-code-invalid', 'too-many-requests'],
});

/** A look whose code was also shown elsewhere, or again: the same answer to both gates (V4). */
export const LookFlag = z
  .object({ lookId: id, codeId: base64url, otherReader: z.string(), otherAt: instant })
  .meta({ id: 'LookFlag' });
export type LookFlag = z.infer<typeof LookFlag>;

const digest = base64url.length(43);

/** What a device has of its pack; naming nothing asks for the whole. */
export const PackQuery = z.strictObject({
  trust: digest.optional().meta({ description: 'digest of the trust list, as its pack names it' }),
  rights: digest.optional().meta({ description: 'digest of its rights, as its pack names it' }),
  grantedAt: z.coerce
    .number()
    .int()
    .min(0)
    .max(9_999_999_999)
    .optional()
    .meta({ description: 'when its grant was issued, in Unix seconds' }),
  lists: z
    .string()
    .max(4_000)
    .regex(/^\d{1,7}\.\d{1,15}(,\d{1,7}\.\d{1,15})*$/)
    .transform(
      (text) => new Map(text.split(',').map((one) => one.split('.').map(Number) as [number, number])),
    )
    .optional()
    .meta({ description: 'its status lists with their versions: `list.version`, separated by commas' }),
});
export type PackQuery = z.output<typeof PackQuery>;

/** The offline pack: everything a gate needs to verify for a week without a network, or what is new of it. */
export const PackView = z
  .object({
    reader: ReaderView,
    manifest: base64url.meta({
      description: 'binds the parts by their digests, with sequence and end; signed by the trust root',
    }),
    trustList: base64url.nullable().meta({ description: 'null where the device has it' }),
    statusLists: z
      .array(z.object({ list: z.int(), kind: z.enum(['whole', 'delta']), token: base64url }))
      .meta({ description: 'whole lists, or what changed since; a list not named here has not changed' }),
    grant: base64url.nullable().meta({
      description:
        'device grant: scope, purposes and the field keys they allow, sealed to this reader and signed by the trust root; null where the device has it',
    }),
    /** Doubles found since among this reader's own looks of the last day. */
    flags: z.array(LookFlag),
    fetchedAt: instant,
  })
  .meta({ id: 'Pack' });
export type PackView = z.infer<typeof PackView>;

export const readPack = resource({
  id: 'readPack',
  method: 'GET',
  path: '/api/v1/readers/current/pack',
  summary:
    'The offline pack: trust list, status lists, and the grant with the field keys sealed to this reader; only what is new to a device that names what it has',
  access: 'reader',
  status: 200,
  query: PackQuery,
  answer: PackView,
  problems: ['not-signed-in', 'validation-failed'],
});

/** A look that a gate made, offline or online, sent when it syncs. */
export const LookInput = z
  .strictObject({
    lookId: id,
    codeId: base64url.length(22).meta({ description: '16 bytes' }),
    credentialId: base64url.length(16).meta({ description: 'the 12 bytes of cti' }),
    at: instant,
    reason: z.enum(VERDICT_REASONS),
    purpose: z.string().max(64).nullable(),
    online: z.boolean(),
  })
  .meta({ id: 'LookInput' });
export type LookInput = z.infer<typeof LookInput>;

/** A look that was not taken over, because it cannot have happened. */
export const DroppedLook = z
  .object({
    lookId: id,
    reason: z.enum([
      'unknown-credential',
      'out-of-scope',
      'unknown-purpose',
      'impossible-time',
      'code-of-another',
    ]),
  })
  .meta({ id: 'DroppedLook' });
export type DroppedLook = z.infer<typeof DroppedLook>;

export const syncLooks = resource({
  id: 'syncLooks',
  method: 'POST',
  path: '/api/v1/readers/current/looks',
  summary:
    'Send looks; answers those of the last day presented twice: at another gate, or here again (V4). Repeats are harmless',
  access: 'reader',
  status: 200,
  body: z.strictObject({ looks: z.array(LookInput).max(500) }),
  answer: z
    .object({ accepted: z.int(), dropped: z.array(DroppedLook), flags: z.array(LookFlag) })
    .meta({ id: 'LookSync' }),
  problems: ['not-signed-in', 'validation-failed', 'too-large'],
});
