import type { FieldKey, FieldName } from '@suizheng/domain/credential/fields.ts';
import type { CredentialProcedure } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import type { PublishingKeys } from '../../keys.ts';

/** Exactly the keys of the fields that these purposes may see, of the credentials valid in this scope (B6, T5). */
export function keysForPurposes(
  keys: Pick<PublishingKeys, 'openingKeys'>,
  scope: string,
  purposes: readonly string[],
): FieldKey[] {
  return inScope(scope).flatMap((procedure) => {
    const fields = fieldsFor(procedure, purposes);
    return keys.openingKeys(procedure.credential.code).filter((key) => fields.has(key.field));
  });
}

/** The purposes that exist in a scope. */
export function purposesOf(scope: string): Set<string> {
  return new Set(inScope(scope).flatMap(({ credential }) => credential.purposes.map(({ id }) => id)));
}

/** The scopes that some credential is valid in. */
export function scopes(): Set<string> {
  return new Set(CREDENTIAL_PROCEDURES.map(({ credential }) => credential.scope));
}

function inScope(scope: string): CredentialProcedure[] {
  return CREDENTIAL_PROCEDURES.filter(({ credential }) => credential.scope === scope);
}

function fieldsFor({ credential }: CredentialProcedure, purposes: readonly string[]): Set<FieldName> {
  const allowed = credential.purposes.filter(({ id }) => purposes.includes(id));
  return new Set(allowed.flatMap(({ reveals }) => reveals));
}
