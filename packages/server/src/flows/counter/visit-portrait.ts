import type { VisitPortrait } from '@suizheng/domain/contract/people.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Actor } from '../../context.ts';
import { openPerson, personById } from '../../db/people.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { type VisitContext, visitOf } from './visit.ts';

/**
 * The register's portrait for the officer to compare with the face and the document before them (A6): asked outside any
 * transaction, kept nowhere. The look is audited first, with the visit's purpose. Throws `not-found` where no visit of this
 * officer lasts, `register-unavailable`.
 */
export async function readVisitPortrait(
  context: VisitContext,
  officer: StaffMember,
  visitId: string,
  actor: Actor,
): Promise<VisitPortrait> {
  const { db, keys } = context;
  const { personId, purpose, documentKind } = await visitOf(context, officer, visitId);
  const detail = { visit: visitId, picture: 'register' };
  await auditLook(db, actor, purpose, { kind: 'person', id: personId }, detail);
  const { number } = openPerson(keys, await personById(db, personId));
  // As for a reviewer: a person compares.
  const answer = await registerFor(context, documentKind).portrait({ number, purpose: 'review' });
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  if (answer.kind !== 'portrait') return { portrait: null };
  const { jpeg, takenOn } = answer;
  return { portrait: { jpeg: Buffer.from(jpeg).toString('base64'), takenOn } };
}
