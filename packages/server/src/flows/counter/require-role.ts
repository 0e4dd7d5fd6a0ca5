import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { StaffMember, StaffRole } from '../staff/staff-token.ts';

/** Refuses with `not-allowed` a member of staff who has none of the roles. */
export function requireRole(staff: Pick<StaffMember, 'roles'>, ...roles: readonly StaffRole[]): void {
  if (!roles.some((role) => staff.roles.includes(role))) throw new AppError('not-allowed');
}
