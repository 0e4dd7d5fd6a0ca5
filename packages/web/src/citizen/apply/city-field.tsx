import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useCitySearch, useLocate } from './places.ts';
import type { QuestionFieldProps } from './question-field.tsx';

/** A city: from the phone's position if the person likes, else chosen or typed; never a dead end (B1). */
export function CityField({ field, value, onChange, error }: QuestionFieldProps) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const { locale } = usePreferences();
  const locate = useLocate(onChange);
  const found = useCitySearch(value);
  return (
    <>
      <Button kind="second" isPending={locate.state === 'asking'} onPress={locate.start}>
        <Icon name="place" /> {t('city.locate')}
      </Button>
      <p className="hint">{t('city.privacy')}</p>
      {locate.state === 'refused' || locate.state === 'failed' || locate.state === 'nowhere' ? (
        <Notice tone="info" title={t(`city.${locate.state}`)} live>
          <p>{t('city.typeInstead')}</p>
        </Notice>
      ) : null}
      <TextField
        name={field.name}
        label={text(field.label)}
        hint={text(field.hint)}
        value={value}
        onChange={onChange}
        error={error}
        autoComplete="address-level2"
      />
      {found.length > 0 ? (
        <ul className="choices" aria-label={t('city.found')}>
          {found.map((place) => (
            <li key={place.code ?? place.name}>
              <Button kind="second" onPress={() => onChange(place.name)}>
                <span lang="zh-Hans">{place.name}</span>
                {locale === 'en' && place.english ? ` ${place.english}` : null}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
