import { useTranslation } from 'react-i18next';
import { Tile } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { useUnread } from './use-unread.ts';

/** The way to the inbox, with how much is unread. */
export function Bell() {
  const { t } = useTranslation('inbox');
  const unread = useUnread();
  return (
    <Tile
      href="/inbox"
      icon="bell"
      title={t('title')}
      detail={unread === 0 ? t('allRead') : undefined}
      badge={unread === 0 ? undefined : <Pill tone="info">{t('unreadCount', { count: unread })}</Pill>}
    />
  );
}
