import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { checkFields, faultOf } from './check-fields.ts';
import { changeDraft, readDraft } from './draft.ts';
import { useCitySearch, useLocate } from './places.ts';

/** Where the person is boarding: from the phone's position if they like, else chosen or typed; never a dead end (B1). */
export function City() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { procedure = '' } = useParams({ strict: false }) as { procedure?: string };
  return (
    <PageShell
      title={t('city.title')}
      back={{ href: `/apply/${procedure}/name`, label: shared('nav.back') }}
      lead={t('city.why')}
    >
      <SignedIn>{() => <CityForm procedure={procedure} />}</SignedIn>
    </PageShell>
  );
}

function CityForm({ procedure: id }: { procedure: string }) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const text = useText();
  const go = useGo();
  const draft = readDraft(id);
  const [city, setCity] = useState(draft.city ?? '');
  const [faults, setFaults] = useState<readonly Fault[]>(
    draft.faults?.city ? [{ field: 'city', text: draft.faults.city }] : [],
  );
  const locate = useLocate(setCity);
  const found = useCitySearch(city);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const schema = procedureById(id)?.form({ sandbox: true });
    const wrong = schema ? checkFields(schema, { name: '', number: '', city }, ['city'], text) : [];
    setFaults(wrong);
    changeDraft(id, { city: city.trim() });
    if (wrong.length === 0) go(`/apply/${id}/check`);
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <Button kind="second" isPending={locate.state === 'asking'} onPress={locate.start}>
        <Icon name="place" /> {t('city.locate')}
      </Button>
      <p className="hint">{t('city.privacy')}</p>
      {locate.state === 'refused' || locate.state === 'failed' || locate.state === 'nowhere' ? (
        <Notice tone="info" title={t(`city.${locate.state}`)} live>
          <p>{t('city.typeInstead')}</p>
        </Notice>
      ) : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="city"
          label={t('city.label')}
          hint={t('city.hint')}
          value={city}
          onChange={(typed) => {
            setCity(typed);
            changeDraft(id, { city: typed });
          }}
          error={faultOf(faults, 'city')}
          autoComplete="address-level2"
        />
        {found.length > 0 ? (
          <ul className="choices" aria-label={t('city.found')}>
            {found.map((place) => (
              <li key={place.code ?? place.name}>
                <Button kind="second" onPress={() => setCity(place.name)}>
                  <span lang="zh-Hans">{place.name}</span>
                  {locale === 'en' && place.english ? ` ${place.english}` : null}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        <Button type="submit">{t('next')}</Button>
      </form>
    </>
  );
}
