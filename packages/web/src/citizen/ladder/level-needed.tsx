import { type Level, reaches } from '@suizheng/domain/policy/level.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { useAccount } from '../account/use-account.ts';

/** In place of what needs a higher level than one holds: that it does, and the way to it (A8). Who is not signed in goes on. */
export function LevelNeeded({ level, children }: { level: Level; children: ReactNode }) {
  const { t } = useTranslation('ladder');
  const { data: account } = useAccount();
  if (!account || reaches(account.level, level)) return children;
  return (
    <>
      <Notice tone="wait" title={t('level.neededTitle', { level: t(`levels.${level}`) })}>
        <p>{t('level.neededNext', { held: t(`levels.${account.level}`) })}</p>
      </Notice>
      <ButtonLink href="/level">{t('level.neededGo')}</ButtonLink>
    </>
  );
}
