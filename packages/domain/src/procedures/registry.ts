import { documentLink } from './document-link/procedure.ts';
import { hkMacauTravelPermit } from './hk-macau-travel-permit/procedure.ts';
import type { CredentialProcedure, Procedure } from './procedure.ts';
import { railTemporaryId } from './rail-temporary-id/procedure.ts';
import { registration } from './registration/procedure.ts';
import { stepUp } from './step-up/procedure.ts';
import { taiwanTravelPermit } from './taiwan-travel-permit/procedure.ts';

/** Every procedure of the platform: adding one is one folder and one line here. */
export const PROCEDURES: readonly Procedure[] = [
  railTemporaryId,
  hkMacauTravelPermit,
  taiwanTravelPermit,
  documentLink,
  registration,
  stepUp,
];

/** Those whose outcome is a credential. */
export const CREDENTIAL_PROCEDURES: readonly CredentialProcedure[] = PROCEDURES.filter(
  (procedure) => procedure.outcome === 'credential',
);

/** The procedure with this id, or undefined. */
export function procedureById(id: string): Procedure | undefined {
  return PROCEDURES.find((procedure) => procedure.id === id);
}

/** The procedure with this id if its outcome is a credential, or undefined. */
export function credentialProcedureById(id: string): CredentialProcedure | undefined {
  return CREDENTIAL_PROCEDURES.find((procedure) => procedure.id === id);
}

/** The procedure whose credentials carry this type code, or undefined. */
export function procedureByCode(code: number): CredentialProcedure | undefined {
  return CREDENTIAL_PROCEDURES.find((procedure) => procedure.credential.code === code);
}
