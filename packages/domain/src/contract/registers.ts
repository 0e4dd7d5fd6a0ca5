// The published contract of the systems outside this one: an agency implements these shapes for its own
// registers, message gateway or geocoder (docs/connect-a-register.md); the sandbox implements them all.
import { z } from 'zod';

/** Calendar date `YYYY-MM-DD`, Asia/Shanghai. */
export const registerDate = z.iso
  .date()
  .meta({ description: 'Calendar date, Asia/Shanghai', example: '2031-05-03' });

/** Resident ID number in canonical form (18 characters, capital X); the check character is verified by the register. */
export const registerNumber = z
  .string()
  .regex(/^[1-9]\d{16}[\dX]$/)
  .meta({ description: 'GB 11643-1999 number, capital X', example: '99000019900307001X' });

/** Mainland mobile number, 11 digits without country code. */
export const registerMobile = z
  .string()
  .regex(/^1[3-9]\d{9}$/)
  .meta({ description: 'Mainland mobile number, 11 digits', example: '16100000001' });

/** State of the person's latest resident card; `none`: no card was ever made. */
export const cardState = z.enum(['valid', 'lost', 'expired', 'none']);
export type CardState = z.infer<typeof cardState>;

/** The last day printed on the card, or `long-term` for a card without one. */
export const cardExpiry = z.union([registerDate, z.literal('long-term')]);
export type CardExpiry = z.infer<typeof cardExpiry>;

/** Do name and number (and the card's expiry and the birth date, when given) agree with the register? */
export const realNameCheckRequest = z.strictObject({
  name: z.string().trim().min(1).max(64),
  number: registerNumber,
  expiry: cardExpiry.optional(),
  /** A number may hold it or not; the register compares its own record either way. */
  birthDate: registerDate.optional(),
});
export type RealNameCheckRequest = z.infer<typeof realNameCheckRequest>;

/**
 * Answer to a real-name check. A mismatch names the class of failure and never what the register holds.
 * `unknown-person` and `name` are for the caller's own rules: show people one text for both, or the service becomes an oracle.
 */
export const realNameCheckResponse = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('match'), cardState }),
  z.strictObject({
    result: z.literal('no-match'),
    differs: z.enum(['unknown-person', 'name', 'birth-date', 'expiry']),
  }),
]);
export type RealNameCheckResponse = z.infer<typeof realNameCheckResponse>;

/** Why a portrait is asked for; the register logs it and may refuse a purpose (403 `purpose-refused`). */
export const portraitPurpose = z.enum(['real-person-check', 'review', 'card-reissue']);
export type PortraitPurpose = z.infer<typeof portraitPurpose>;

/** Asks for the latest card portrait. The answer is `image/jpeg` with the header `Portrait-Date`, or a problem. */
export const portraitRequest = z.strictObject({ number: registerNumber, purpose: portraitPurpose });
export type PortraitRequest = z.infer<typeof portraitRequest>;

/** Response header with the day the portrait was taken (`YYYY-MM-DD`). */
export const portraitDateHeader = 'portrait-date';

/** Is this mobile the one on file for the person? */
export const mobileCheckRequest = z.strictObject({ number: registerNumber, mobile: registerMobile });
export type MobileCheckRequest = z.infer<typeof mobileCheckRequest>;

/** Answer to a mobile check. */
export const mobileCheckResponse = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('match') }),
  z.strictObject({
    result: z.literal('no-match'),
    differs: z.enum(['unknown-person', 'no-mobile-on-file', 'mobile']),
  }),
]);
export type MobileCheckResponse = z.infer<typeof mobileCheckResponse>;

/**
 * Number of a document of the permit register (A9): home return permit (H or M and 8 lifelong digits), Taiwan permit
 * (8 lifelong digits) or residence permit (18 characters, 81, 82 or 83 first); never the digits that count issues.
 */
export const permitNumber = z
  .string()
  .regex(/^(?:[HM]\d{8}|\d{8}|8[123]\d{15}[\dX])$/)
  .meta({ description: 'Lifelong number of a travel or residence permit', example: 'H99000001' });

/** Is this person a guardian of that child (under 14: A12; without full capacity: C6)? Both by the number of a document. */
export const guardianCheckRequest = z.strictObject({
  child: registerNumber,
  guardian: z.union([registerNumber, permitNumber]),
});
export type GuardianCheckRequest = z.infer<typeof guardianCheckRequest>;

/** Answer to a guardian check; who else is the child's guardian is never told. */
export const guardianCheckResponse = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('match'), relation: z.enum(['parent', 'guardian']) }),
  z.strictObject({ result: z.literal('no-match'), differs: z.enum(['unknown-person', 'guardian']) }),
]);
export type GuardianCheckResponse = z.infer<typeof guardianCheckResponse>;

/** The permit register answers the same questions as the population register, about permits. */
export const permitRealNameCheckRequest = realNameCheckRequest.extend({ number: permitNumber });
export const permitPortraitRequest = portraitRequest.extend({ number: permitNumber });
export const permitMobileCheckRequest = mobileCheckRequest.extend({ number: permitNumber });

/** Do these two documents belong to one person (L1)? A travel permit and a residence permit, in any order. */
export const permitLinkCheckRequest = z.strictObject({ first: permitNumber, second: permitNumber });
export type PermitLinkCheckRequest = z.infer<typeof permitLinkCheckRequest>;

/** Answer to a link check: yes, or nothing. Whether a number is unknown or another person's is never told. */
export const permitLinkCheckResponse = z.strictObject({ result: z.enum(['match', 'no-match']) });
export type PermitLinkCheckResponse = z.infer<typeof permitLinkCheckResponse>;

/** Unified social credit code, 18 characters (GB 32100-2015); the check character is verified by the register. */
export const registerUscc = z
  .string()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/)
  .meta({ description: 'GB 32100-2015 code', example: '91990000MA00DEM01A' });

/** State of an organisation's registration: in being 存续, licence revoked 吊销, deregistered 注销. */
export const organisationState = z.enum(['active', 'revoked', 'cancelled']);
export type OrganisationState = z.infer<typeof organisationState>;

/** Do code and registered name belong together (A7)? */
export const organisationCheckRequest = z.strictObject({
  uscc: registerUscc,
  name: z.string().trim().min(1).max(120),
});
export type OrganisationCheckRequest = z.infer<typeof organisationCheckRequest>;

/** Answer to an organisation check; a mismatch never tells the registered name. */
export const organisationCheckResponse = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('match'), state: organisationState }),
  z.strictObject({ result: z.literal('no-match'), differs: z.enum(['unknown-organisation', 'name']) }),
]);
export type OrganisationCheckResponse = z.infer<typeof organisationCheckResponse>;

/** A text message to send; `reference` is the sender's own id and makes every repeat harmless. */
export const smsMessageRequest = z.strictObject({
  to: registerMobile,
  text: z.string().min(1).max(500),
  reference: z.string().regex(/^[\w.:-]{1,128}$/),
});
export type SmsMessageRequest = z.infer<typeof smsMessageRequest>;

/** The gateway has stored the message durably (202); it is not yet delivered. */
export const smsMessageResponse = z.strictObject({
  messageId: z.string().min(1).max(64),
  reference: z.string(),
  status: z.literal('accepted'),
  acceptedAt: z.iso.datetime(),
});
export type SmsMessageResponse = z.infer<typeof smsMessageResponse>;

/** What became of one message. */
export const smsReceipt = z.strictObject({
  messageId: z.string().min(1).max(64),
  reference: z.string(),
  status: z.enum(['delivered', 'failed']),
  at: z.iso.datetime(),
});
export type SmsReceipt = z.infer<typeof smsReceipt>;

/**
 * Orders and receipts are signed with one secret (HTTP Message Signatures, RFC 9421, hmac-sha256) that is never sent;
 * key id and tag tell who signed and what for, so that neither can pass for the other.
 */
export const smsSignature = {
  order: { keyId: 'suizheng', tag: 'suizheng-sms' },
  receipt: { keyId: 'sms-gateway', tag: 'suizheng-sms-receipt' },
} as const;

/** Pulls receipts in the order they arose, after an opaque cursor. */
export const smsReceiptsRequest = z.strictObject({
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A page of receipts; pass `next` as `after` to go on. */
export const smsReceiptsResponse = z.strictObject({
  receipts: z.array(smsReceipt).max(500),
  next: z.string().max(64),
});
export type SmsReceiptsResponse = z.infer<typeof smsReceiptsResponse>;

/** A prefecture-level city (or municipality, prefecture, league). `code` is GB/T 2260, six digits. */
export const city = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  name: z.string().min(1).max(40).meta({ description: 'zh-Hans', example: '杭州市' }),
  english: z.string().min(1).max(60).meta({ example: 'Hangzhou' }),
  province: z.string().min(1).max(40).meta({ description: 'zh-Hans', example: '浙江省' }),
});
export type City = z.infer<typeof city>;

/** WGS 84 position in degrees. Callers round to 0.01° (about 1 km): a city needs no more. */
export const reverseGeocodeRequest = z.strictObject({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
});
export type ReverseGeocodeRequest = z.infer<typeof reverseGeocodeRequest>;

/** The city around a position, or that there is none in the covered area. */
export const reverseGeocodeResponse = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('city'), city }),
  z.strictObject({ result: z.literal('no-city') }),
]);
export type ReverseGeocodeResponse = z.infer<typeof reverseGeocodeResponse>;

/** Cities whose Chinese or English (pinyin) name begins with `q`, for a choice by hand; all of them when `q` is empty. */
export const citySearchRequest = z.strictObject({
  q: z.string().trim().max(40).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(20),
});

/** Cities found, best first. */
export const citySearchResponse = z.strictObject({ cities: z.array(city).max(500) });
export type CitySearchResponse = z.infer<typeof citySearchResponse>;

/** Stable codes of the problems a register may answer with. */
export const registerProblemCode = z.enum([
  'invalid-request',
  'unauthorized',
  'purpose-refused',
  'unknown-person',
  'no-portrait',
  'not-found',
  'idempotency-conflict',
  'payload-too-large',
  'rate-limited',
  'unavailable',
  'internal',
]);
export type RegisterProblemCode = z.infer<typeof registerProblemCode>;

/** RFC 9457 problem. `detail` and `errors` never repeat a submitted value. */
export const registerProblem = z.looseObject({
  type: z.string().max(200),
  title: z.string().max(200),
  status: z.number().int().min(400).max(599),
  code: registerProblemCode,
  detail: z.string().max(500).optional(),
  requestId: z.string().max(128).optional(),
  errors: z.array(z.strictObject({ pointer: z.string().max(200), reason: z.string().max(200) })).optional(),
});
export type RegisterProblem = z.infer<typeof registerProblem>;

/** Paths of the contract, relative to the base URL of each system. */
export const registerPaths = {
  realNameChecks: '/population/v1/real-name-checks',
  portraits: '/population/v1/portraits',
  mobileChecks: '/population/v1/mobile-checks',
  guardianChecks: '/population/v1/guardian-checks',
  permitRealNameChecks: '/permits/v1/real-name-checks',
  permitPortraits: '/permits/v1/portraits',
  permitMobileChecks: '/permits/v1/mobile-checks',
  permitLinkChecks: '/permits/v1/link-checks',
  organisationChecks: '/organisations/v1/checks',
  smsMessages: '/sms/v1/messages',
  smsReceipts: '/sms/v1/receipts',
  reverseGeocode: '/geo/v1/reverse',
  cities: '/geo/v1/cities',
} as const;
