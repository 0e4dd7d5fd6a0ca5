import { type Level, reaches } from '@suizheng/domain/policy/level.ts';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { useAccount } from '../account/use-account.ts';

/** Says that something needs a higher level than one holds, with the way to it; nothing for who holds it or is not signed in (A8). */
export function LevelNeeded({ level }: { level: Level }) {
  const { t } = useTranslation('ladder');
  const { data: account } = useAccount();
  if (!account || reaches(account.level, level)) return null;
  return (
    <Notice tone="wait" title={t('level.neededTitle', { level: t(`levels.${level}`) })}>
      <p>{t('level.neededNext', { held: t(`levels.${account.level}`) })}</p>
      <TextLink href="/level">{t('level.neededGo')}</TextLink>
    </Notice>
  );
}
