import { z } from 'zod';
import { TERMS } from '../contract/consent-terms.ts';
import { parseDocumentExpiry } from '../identifiers/document-expiry.ts';
import { type IdentityDocument, parseIdentityDocument } from '../identifiers/identity-document.ts';
import { parsePersonName } from '../identifiers/person-name.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { civilDate } from '../policy/calendar.ts';
import type { Mode } from './procedure.ts';

/** A person's name as the resident identity card prints it. */
export const personName = z.string({ error: 'name.empty' }).transform((text, ctx) => {
  const result = parsePersonName(text);
  if (result.ok) return result.value;
  ctx.addIssue({ code: 'custom', message: `name.${result.reason}` });
  return z.NEVER;
});

/** A resident identity card number, normalised. */
export const residentIdNumber = (mode: Mode) =>
  z.string({ error: 'resident-id.empty' }).transform((text, ctx) => {
    if (text.trim() === '') {
      ctx.addIssue({ code: 'custom', message: 'resident-id.empty' });
      return z.NEVER;
    }
    const result = parseResidentId(text, mode);
    if (result.ok) return result.value.number;
    ctx.addIssue({ code: 'custom', message: `resident-id.${result.reason}` });
    return z.NEVER;
  });

/** The number of that kind of document in its canonical form; `chosen` says whether the form lets people choose the kind (A9). */
export const identityNumber = (kind: IdentityDocument, mode: Mode, chosen = true) =>
  z.string({ error: `${kind}.empty` }).transform((text, ctx) => {
    const result = parseIdentityDocument(kind, text, mode);
    if (result.ok) return result.value.number;
    const { reason } = result;
    // Whoever may choose the kind is told to choose another one, not that only this one qualifies (B4).
    ctx.addIssue({
      code: 'custom',
      message: reason === 'other-document' && chosen ? 'identity-number.other-document' : `${kind}.${reason}`,
    });
    return z.NEVER;
  });

/** A city's Chinese name, from the location or typed by hand. */
export const cityName = z
  .string({ error: 'city.empty' })
  .trim()
  .min(1, { error: 'city.empty' })
  .max(40, { error: 'city.too-long' })
  .regex(/^[\p{Script=Han}\p{Script=Latin} '-]+$/u, { error: 'city.characters' });

/** The last day of a document (`YYYY-MM-DD`, also as the card prints it, 2031.05.03, or 长期 → `long-term`): today or later. */
export const expiryDate = (now: Date) =>
  z.string({ error: 'expires.empty' }).transform((text, ctx) => {
    const parsed = parseDocumentExpiry(text);
    if (parsed.ok && parsed.value >= civilDate(now)) return parsed.value;
    ctx.addIssue({ code: 'custom', message: parsed.ok ? 'expires.past' : `expires.${parsed.reason}` });
    return z.NEVER;
  });

/** One of a few, as the page's options have them. */
export const oneOf = <T extends string>(ids: readonly [T, ...T[]]) =>
  z.enum(ids, { error: 'choice.missing' });

/** The version of the terms that the person has agreed to: only today's counts. */
export const agreedTerms = z.string({ error: 'terms.missing' }).transform((version, ctx) => {
  if (version === TERMS.version) return version;
  ctx.addIssue({ code: 'custom', message: version.trim() === '' ? 'terms.missing' : 'terms.outdated' });
  return z.NEVER;
});
