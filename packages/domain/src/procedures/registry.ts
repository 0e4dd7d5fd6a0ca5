import type { Procedure } from './procedure.ts';
import { railTemporaryId } from './rail-temporary-id/procedure.ts';

/** Every procedure of the platform: adding one is one folder and one line here. */
export const PROCEDURES: readonly Procedure[] = [railTemporaryId];

/** The procedure with this id, or undefined. */
export function procedureById(id: string): Procedure | undefined {
  return PROCEDURES.find((procedure) => procedure.id === id);
}

/** The procedure whose credentials carry this type code, or undefined. */
export function procedureByCode(code: number): Procedure | undefined {
  return PROCEDURES.find((procedure) => procedure.credential.code === code);
}
