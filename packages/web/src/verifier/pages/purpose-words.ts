import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { useText } from '../../shared/i18n/i18n.ts';

/** A purpose in words; its id where this version does not know it. */
export function usePurposeWords(): (purpose: string) => string {
  const text = useText();
  return (purpose) => {
    const known = CREDENTIAL_PROCEDURES.flatMap(({ credential }) => credential.purposes).find(
      ({ id }) => id === purpose,
    );
    return known ? text(known.text) : purpose;
  };
}
