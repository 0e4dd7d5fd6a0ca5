import type { Purpose } from '@suizheng/domain/procedures/procedure.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Purposes to tick, each with the fields it opens. */
export function PurposeBoxes({
  options,
  value,
  onChange,
  error,
}: {
  options: readonly Purpose[];
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('counter');
  const text = useText();
  const { locale } = usePreferences();
  const turn = (id: string, on: boolean) => onChange(on ? [...value, id] : value.filter((one) => one !== id));
  return (
    <fieldset
      className="field"
      id="purposes"
      {...(error === undefined ? {} : { 'aria-describedby': 'purposes-error' })}
    >
      <legend>{t('readers.purposes')}</legend>
      <p className="hint">{t('readers.purposesHint')}</p>
      {error === undefined ? null : (
        <p className="field-error" id="purposes-error">
          <Icon name="warn" />
          <span>{error}</span>
        </p>
      )}
      {options.map(({ id, text: words, reveals }) => (
        <Checkbox key={id} name={id} isSelected={value.includes(id)} onChange={(on) => turn(id, on)}>
          <b>{text(words)}</b>{' '}
          <span className="hint">
            {reveals.length === 0
              ? t('readers.revealsNothing')
              : t('readers.reveals', {
                  fields: reveals
                    .map((field) => t(`readers.fields.${field}`))
                    .join(locale === 'en' ? ', ' : '、'),
                })}
          </span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
