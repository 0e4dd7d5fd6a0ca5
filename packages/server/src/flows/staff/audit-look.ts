import type { LookPurpose } from '@suizheng/domain/policy/staff-access.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../../context.ts';
import { type AuditDetail, type AuditObject, appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';

/**
 * Records that a member of staff looked at somebody's data, and for which purpose: before or with what is shown, never
 * after. `object` names what was looked at by an id of ours; `detail` may add ids and counts, never personal data.
 */
export function auditLook(
  db: Kysely<Database>,
  actor: Actor,
  purpose: LookPurpose,
  object: AuditObject,
  detail: AuditDetail = {},
): Promise<void> {
  return appendAudit(db, actor, 'staff.look', object, { ...detail, purpose });
}
