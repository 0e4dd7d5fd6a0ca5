import type { FieldKey, FieldName } from '@suizheng/domain/credential/fields.ts';
import type { CredentialProcedure } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import type { PublishingKeys } from '../../keys.ts';

/**
 * Exactly the keys of the fields that these purposes may see, of the credentials valid in this scope (B6, T4, T5). A
 * purpose counts in its own scope only: what one may see in the train is not seen at the airport by the same name.
 */
export function keysForPurposes(
  keys: Pick<PublishingKeys, 'openingKeys'>,
  scope: string,
  purposes: readonly string[],
): FieldKey[] {
  const valid = CREDENTIAL_PROCEDURES.filter(({ credential }) => credential.scopes.includes(scope));
  return valid.flatMap((procedure) => {
    const fields = fieldsFor(procedure, scope, purposes);
    return keys.openingKeys(procedure.credential.code).filter((key) => fields.has(key.field));
  });
}

function fieldsFor(
  { credential }: CredentialProcedure,
  scope: string,
  purposes: readonly string[],
): Set<FieldName> {
  const allowed = credential.purposes.filter((one) => one.scope === scope && purposes.includes(one.id));
  return new Set(allowed.flatMap(({ reveals }) => reveals));
}
