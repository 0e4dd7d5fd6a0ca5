import { parseIdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { ageOn } from '@suizheng/domain/policy/calendar.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Context } from '../../context.ts';
import { CHALLENGE_POLICY } from '../real-person-checks/challenge.ts';

/** Completed years of age as the document's number tells; null where it tells none (travel permits). */
export function ageOf(
  { mode, clock }: Pick<Context, 'mode' | 'clock'>,
  { number, document = 'resident-id' }: SubjectIdentity,
): number | null {
  const parsed = parseIdentityDocument(document, number, mode);
  return parsed.ok && parsed.value.birthDate !== undefined ? ageOn(parsed.value.birthDate, clock()) : null;
}

/** True for somebody who needs a guardian's consent to a face check (A12: under 14). */
export function isYoung(context: Pick<Context, 'mode' | 'clock'>, identity: SubjectIdentity): boolean {
  const age = ageOf(context, identity);
  return age !== null && age < CHALLENGE_POLICY.guardianUnder;
}
