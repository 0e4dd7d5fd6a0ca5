import { BORDER_SCOPE } from '@suizheng/domain/policy/uses.ts';
import type { CredentialPolicy, DisclosedField, Purpose } from '@suizheng/domain/procedures/procedure.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinNames } from '../../shared/i18n/join.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';

/** Before anything is asked: which use of the credential sees which fields, and what everybody else learns (T5). */
export function WhoSees({ credential }: { credential: CredentialPolicy }) {
  const { t } = useTranslation('citizen');
  const text = useText();
  return (
    <Card title={t('sees.title')}>
      <Facts
        rows={[
          ...byFields(credential.purposes).map(
            ({ reveals, purposes }) =>
              [
                joinNames(purposes.map((purpose) => text(purpose.text))),
                joinNames(reveals.map((field) => t(`sees.field.${field}`))),
              ] as const,
          ),
          [t('sees.anyone'), t('sees.validOnly')],
        ]}
      />
      {credential.scopes.includes(BORDER_SCOPE) ? null : <p className="hint">{t('sees.border')}</p>}
      <p className="hint">{t('sees.recorded')}</p>
    </Card>
  );
}

/** Purposes that see the same fields stand together, those that see most first. */
function byFields(
  purposes: readonly Purpose[],
): { readonly reveals: readonly DisclosedField[]; readonly purposes: Purpose[] }[] {
  const groups = new Map<string, { reveals: readonly DisclosedField[]; purposes: Purpose[] }>();
  for (const purpose of purposes) {
    const key = purpose.reveals.join();
    const group = groups.get(key) ?? { reveals: purpose.reveals, purposes: [] };
    group.purposes.push(purpose);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.reveals.length - a.reveals.length);
}
