import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useAgeWords } from '../device/age-words.ts';
import { DataPill } from '../device/data-pill.tsx';
import { useDataAge } from '../device/use-data-age.ts';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { RefusedData } from './gate-notices.tsx';

/** The pack: its ages, what they allow, and the way to a newer one. */
export function DataCard() {
  const { t } = useTranslation('verifier');
  const { locale } = usePreferences();
  const gate = useGate();
  const { pack, refresh } = useGateState();
  const words = useAgeWords();
  const { trustAge, statusAge, endsAt } = useDataAge();
  const age = (seconds: number | null) =>
    seconds === null ? t('data.none') : t('result.ago', { age: words(seconds) });
  const limits = pack?.trust?.freshness;
  return (
    <Card title={t('device.dataTitle')}>
      <p>
        <DataPill />
      </p>
      <Facts
        rows={[
          [t('device.trust'), age(trustAge)],
          [t('device.status'), age(statusAge)],
          ...(endsAt ? [[t('device.until'), dayAndTime(locale, endsAt)] as const] : []),
          ...(pack ? [[t('device.fetched'), dayAndTime(locale, new Date(pack.fetchedAt))] as const] : []),
        ]}
      />
      {limits ? (
        <p className="hint">
          {t('device.limits', { green: words(limits.green), amber: words(limits.amber) })}
        </p>
      ) : null}
      {refresh.kind === 'failed' ? <Failure error={refresh.error} /> : null}
      {refresh.kind === 'refused-data' ? <RefusedData /> : null}
      <Button kind="second" isPending={refresh.kind === 'running'} onPress={() => void gate.refresh()}>
        {t('device.refresh')}
      </Button>
    </Card>
  );
}
