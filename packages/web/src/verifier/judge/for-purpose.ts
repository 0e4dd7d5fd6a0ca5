import type { Reader } from '@suizheng/domain/credential/reader.ts';
import type { TrustList } from '@suizheng/domain/credential/trust-list.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';

/**
 * The reader with the keys of the one purpose at hand: a grant opens what all its purposes allow together,
 * a look is for one of them. Without a purpose nothing opens.
 */
export function forPurpose(reader: Reader, purpose: string | null, trust: Pick<TrustList, 'types'>): Reader {
  const opens = (type: number, field: string): boolean => {
    const known = trust.types.find((entry) => entry.code === type);
    const uses = known ? credentialProcedureById(known.procedure)?.credential.purposes : undefined;
    return (
      uses?.some(
        ({ id, scope, reveals }) =>
          id === purpose && scope === reader.scope && reveals.some((name) => name === field),
      ) ?? false
    );
  };
  const granted = purpose !== null && reader.purposes.includes(purpose);
  return {
    ...reader,
    fieldKeys: granted ? reader.fieldKeys.filter(({ type, field }) => opens(type, field)) : [],
  };
}
