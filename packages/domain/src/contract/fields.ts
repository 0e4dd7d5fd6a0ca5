import { z } from 'zod';
import { parseMobile } from '../identifiers/mobile.ts';
import { LOCALES } from '../text/locale.ts';

/** An instant as ISO 8601 in UTC. */
export const instant = z.iso.datetime();
/** An opaque id of ours. */
export const id = z.uuid();
/** Binary data as base64url without padding. */
export const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
/** A text in every language. */
export const text = z
  .object(
    Object.fromEntries(LOCALES.map((l) => [l, z.string()])) as Record<(typeof LOCALES)[number], z.ZodString>,
  )
  .meta({ id: 'Text' });

/** A mainland mobile number, normalised to 11 digits. */
export const mobile = z.string({ error: 'mobile.empty' }).transform((typed, ctx) => {
  const parsed = parseMobile(typed);
  if (parsed !== null) return parsed;
  ctx.addIssue({ code: 'custom', message: typed.trim() === '' ? 'mobile.empty' : 'mobile.format' });
  return z.NEVER;
});

/** The phone's public holder key: uncompressed P-256 point, 65 bytes, base64url. */
export const holderKey = z.string().regex(/^B[A-Za-z0-9_-]{86}$/, { error: 'holder-key.invalid' });

/** A reason in the language of the request: machine code, words, next step (V6). */
export const ReasonView = z
  .object({
    code: z.string(),
    reason: z.string(),
    next: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Reason' });
export type ReasonView = z.infer<typeof ReasonView>;
