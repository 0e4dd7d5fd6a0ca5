import { useTranslation } from 'react-i18next';

const KNOWN = ['rail', 'air', 'bank', 'telecom', 'government', 'border'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (scope: string): scope is Known => (KNOWN as readonly string[]).includes(scope);

/** A scope of use in words; its id where this version has none. */
export function useScopeName(): (scope: string) => string {
  const { t } = useTranslation('portalParty');
  return (scope) => (isKnown(scope) ? t(`scope.${scope}`) : scope);
}
