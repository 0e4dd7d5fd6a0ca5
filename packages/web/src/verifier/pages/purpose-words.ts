import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useText } from '../../shared/i18n/i18n.ts';

/** A purpose in words; its id where this version does not know it. */
export function usePurposeWords(): (purpose: string) => string {
  const text = useText();
  return (id) => {
    const known = purposeById(id);
    return known ? text(known.text) : id;
  };
}
