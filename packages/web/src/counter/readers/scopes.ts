import { knownScopes, purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';

/** Scopes that a reader can be enrolled for. */
export const SCOPES: readonly string[] = knownScopes();

const KNOWN = ['rail', 'air', 'bank', 'telecom', 'government', 'border'] as const;

/** A scope in words; its id where this version has none. */
export function useScopeText(): (scope: string) => string {
  const { t } = useTranslation('counter');
  return (scope) => {
    const known = KNOWN.find((one) => one === scope);
    return known ? t(`readers.scopes.${known}`) : scope;
  };
}

/** A purpose in words; its id where this version does not know it. */
export function usePurposeText(): (purpose: string) => string {
  const text = useText();
  return (id) => {
    const known = purposeById(id);
    return known ? text(known.text) : id;
  };
}
