import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type LookPurpose, purposesFor, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import type { StaffMember } from '../staff/staff-token.ts';

/** Refuses with `not-allowed` a member of staff who has none of the roles. */
export function requireRole(staff: Pick<StaffMember, 'roles'>, ...roles: readonly StaffRole[]): void {
  if (!roles.some((role) => staff.roles.includes(role))) throw new AppError('not-allowed');
}

/** Refuses with `not-allowed` a purpose of looking that is not open to their roles. */
export function requirePurpose(staff: Pick<StaffMember, 'roles'>, purpose: LookPurpose): void {
  if (!purposesFor(staff.roles).includes(purpose)) throw new AppError('not-allowed');
}
