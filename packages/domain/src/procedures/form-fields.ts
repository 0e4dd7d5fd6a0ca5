import { z } from 'zod';
import { parsePersonName } from '../identifiers/person-name.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
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

/** A city's Chinese name, from the location or typed by hand. */
export const cityName = z
  .string({ error: 'city.empty' })
  .trim()
  .min(1, { error: 'city.empty' })
  .max(40, { error: 'city.too-long' })
  .regex(/^[\p{Script=Han}\p{Script=Latin} '-]+$/u, { error: 'city.characters' });
