import { purposesIn } from '@suizheng/domain/procedures/purposes.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ChoiceBoxes } from '../fields/choice-boxes.tsx';
import { useLists } from './words.ts';

/** Purposes of some scopes to tick, each with what it may see; `among` leaves only those that were approved. */
export function PurposeBoxes({
  scopes,
  among,
  value,
  onChange,
  error,
}: {
  scopes: readonly string[];
  among?: readonly string[];
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('portalParty');
  const text = useText();
  const { join } = useLists();
  const purposes = scopes.flatMap(purposesIn).filter(({ id }) => among?.includes(id) ?? true);
  return (
    <ChoiceBoxes
      name="purposes"
      label={t('apply.purposes')}
      hint={t('apply.purposesHint')}
      error={error}
      value={value}
      onChange={onChange}
      options={purposes.map(({ id, text: words, reveals }) => ({
        id,
        text: text(words),
        detail:
          reveals.length === 0
            ? t('apply.seesNothing')
            : t('apply.sees', { fields: join(reveals.map((field) => t(`field.${field}`))) }),
      }))}
    />
  );
}
