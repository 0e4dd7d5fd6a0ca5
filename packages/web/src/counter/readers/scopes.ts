import type { Purpose } from '@suizheng/domain/procedures/procedure.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';

/** Scopes that some credential is valid in. */
export const SCOPES: readonly string[] = [
  ...new Set(CREDENTIAL_PROCEDURES.map(({ credential }) => credential.scope)),
];

/** Purposes that credentials of this scope know. */
export function purposesIn(scope: string): readonly Purpose[] {
  const all = CREDENTIAL_PROCEDURES.filter(({ credential }) => credential.scope === scope).flatMap(
    ({ credential }) => credential.purposes,
  );
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}

/** A scope in words; its id where this version has none. */
export function useScopeText(): (scope: string) => string {
  const { t } = useTranslation('counter');
  return (scope) => (scope === 'rail' || scope === 'air' ? t(`readers.scopes.${scope}`) : scope);
}

/** A purpose in words; its id where this version does not know it. */
export function usePurposeText(): (purpose: string) => string {
  const text = useText();
  return (purpose) => {
    const known = CREDENTIAL_PROCEDURES.flatMap(({ credential }) => credential.purposes).find(
      ({ id }) => id === purpose,
    );
    return known ? text(known.text) : purpose;
  };
}
