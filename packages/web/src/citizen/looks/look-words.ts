import type { HistoryEntry } from '@suizheng/domain/contract/looks.ts';
import type { FieldName } from '@suizheng/domain/credential/fields.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';

/** An entry in words: who, what for, what it was about, what was seen. */
export function useLookWords() {
  const { t } = useTranslation('looks');
  const text = useText();
  return {
    who: (entry: HistoryEntry) => entry.organisation ?? t('stranger'),
    purpose: ({ purpose }: HistoryEntry) => {
      const known = purpose === null ? undefined : purposeById(purpose);
      return known ? text(known.text) : t('noPurpose');
    },
    about: ({ service, procedure }: HistoryEntry) => {
      if (service !== null) return text(SERVICES[service].text);
      const known = procedure === null ? undefined : procedureById(procedure);
      return known ? text(known.text.name) : null;
    },
    fields: ({ fields }: HistoryEntry) => fields.map((name) => t(`field.${name as FieldName}`)),
  };
}
