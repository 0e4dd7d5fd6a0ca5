import { useTranslation } from 'react-i18next';
import { useConnection } from '../../shared/api/connection.ts';
import { Pill } from '../../shared/kit/notice.tsx';
import { useAgeWords } from './age-words.ts';
import { useDataAge } from './use-data-age.ts';

/** How old the data is and whether there is a network: always in sight while scanning (V3). */
export function DataPill() {
  const { t } = useTranslation('verifier');
  const words = useAgeWords();
  const { state, trustAge, statusAge } = useDataAge();
  const online = useConnection() === 'online';
  if (trustAge === null) return <Pill tone="bad">{t('data.none')}</Pill>;
  const age = words(Math.max(trustAge, statusAge ?? 0));
  if (state === 'ended') return <Pill tone="bad">{t('data.ended')}</Pill>;
  if (!online) return <Pill tone="wait">{t('data.offline', { age })}</Pill>;
  return state === 'fresh' ? (
    <Pill tone="good">{t('data.fresh', { age })}</Pill>
  ) : (
    <Pill tone="wait">{t('data.stale', { age })}</Pill>
  );
}
