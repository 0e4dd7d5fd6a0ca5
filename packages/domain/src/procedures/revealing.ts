import { USES, type UseId } from '../policy/uses.ts';
import type { DisclosedField, Purpose } from './procedure.ts';

/** The purposes of a procedure: shared uses, each with the fields it may see of this procedure's credential. */
export function revealing(
  fields: Readonly<Partial<Record<UseId, readonly DisclosedField[]>>>,
): readonly Purpose[] {
  return Object.entries(fields).map(([id, reveals]) => ({ id, ...USES[id as UseId], reveals }));
}
