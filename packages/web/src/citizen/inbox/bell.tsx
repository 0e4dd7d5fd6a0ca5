import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Tile } from '../../shared/kit/card.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { LazyRequestHint } from '../requests/lazy-hint.tsx';
import { useUnread } from './use-unread.ts';

/** The way to the inbox, with how much is unread; and, while a deletion can still be undone, that it is coming. */
export function Bell() {
  const { t } = useTranslation('inbox');
  const { locale } = usePreferences();
  const { unread, deletionAt } = useUnread();
  return (
    <>
      <LazyRequestHint />
      {deletionAt === null ? null : (
        <Notice tone="wait" title={t('deletion', { time: dayAndTime(locale, deletionAt) })}>
          <TextLink href="/settings/privacy/delete">{t('deletionUndo')}</TextLink>
        </Notice>
      )}
      <Tile
        href="/inbox"
        icon="bell"
        title={t('title')}
        detail={unread === 0 ? t('allRead') : undefined}
        badge={unread === 0 ? undefined : <Pill tone="info">{t('unreadCount', { count: unread })}</Pill>}
      />
    </>
  );
}
