import { useTranslation } from 'react-i18next';
import { useConnection } from '../../shared/api/connection.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { DataPill } from '../device/data-pill.tsx';
import { useDataAge } from '../device/use-data-age.ts';
import { useGateState } from '../gate/gate-context.tsx';
import { PATHS } from '../gate-shell.tsx';
import { usePurposeWords } from './purpose-words.ts';

/** Which gate this is, what for, and how old its data is. */
export function GateStrip() {
  const { t } = useTranslation('verifier');
  const { device } = useGateState();
  const purposeWords = usePurposeWords();
  return (
    <div className="gate-strip">
      {device ? (
        <p>
          <b>{device.reader.label}</b>
          {device.purpose ? <TextLink href={PATHS.device}>{purposeWords(device.purpose)}</TextLink> : null}
        </p>
      ) : (
        <p>
          <b>{t('stranger.label')}</b>
          <TextLink href={PATHS.enrol}>{t('stranger.enrol')}</TextLink>
        </p>
      )}
      <DataPill />
      <Until />
      {device ? null : <p className="hint gate-note">{t('stranger.note')}</p>}
    </div>
  );
}

/** Until when it goes on without a network: said once there is none. */
function Until() {
  const { t } = useTranslation('verifier');
  const { locale } = usePreferences();
  const { endsAt, state } = useDataAge();
  const online = useConnection() === 'online';
  if (endsAt === null || state === 'ended' || (online && state === 'fresh')) return null;
  return <p className="hint gate-note nums">{t('data.until', { time: dayAndTime(locale, endsAt) })}</p>;
}
