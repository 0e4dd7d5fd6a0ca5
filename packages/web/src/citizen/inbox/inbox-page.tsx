import {
  listNotifications,
  markAllRead,
  markRead,
  type NotificationView,
} from '@suizheng/domain/contract/notifications.ts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { INBOX, UNREAD } from './use-unread.ts';

/** What the person was told, newest first; each entry leads to what it is about. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('title')} back={{ href: '/', label: shared('nav.home') }} lead={t('lead')}>
      <SignedIn>{() => <Messages />}</SignedIn>
    </PageShell>
  );
}

function Messages() {
  const { t } = useTranslation('inbox');
  const { locale } = usePreferences();
  const client = useQueryClient();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...INBOX, locale],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(listNotifications, { query: pageParam === undefined ? {} : { before: pageParam } }, { signal }),
    getNextPageParam: ({ items, more }) => (more ? items.at(-1)?.id : undefined),
    staleTime: 0,
  });
  const all = useMutation({
    mutationFn: () => call(markAllRead, {}),
    onSuccess: () => Promise.all([INBOX, UNREAD].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const read = useMutation({
    mutationFn: (id: string) => call(markRead, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: UNREAD }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <div className="empty">
        <p>{t('empty')}</p>
      </div>
    );
  }
  const unread = items.some(({ readAt }) => readAt === null);
  return (
    <>
      {all.error ? <Failure error={all.error} /> : null}
      {all.isSuccess && !unread ? <Notice tone="good" title={t('marked')} live /> : null}
      {unread ? (
        <Button kind="second" isPending={all.isPending} onPress={() => all.mutate()}>
          {t('markAll')}
        </Button>
      ) : null}
      <ul className="stack plain">
        {items.map((item) => (
          <li key={item.id}>
            <Entry item={item} onOpen={() => item.readAt === null && read.mutate(item.id)} />
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button kind="second" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

function Entry({ item, onOpen }: { item: NotificationView; onOpen: () => void }) {
  const { t } = useTranslation('inbox');
  const { locale } = usePreferences();
  return (
    <Link className="tile" href={hrefOf(item)} onPress={onOpen}>
      <span className="tile-sign" aria-hidden="true">
        <Icon name={item.readAt === null ? 'bell' : 'tick'} />
      </span>
      <span className="tile-words">
        <b>{item.title}</b>
        <span>{item.body}</span>
        <small className="nums">
          {dayAndTime(locale, item.createdAt)}
          {item.sms === 'none' ? '' : ` · ${t(`sms.${item.sms}`)}`}
        </small>
        {item.readAt === null ? <Pill tone="info">{t('unread')}</Pill> : null}
      </span>
      <Icon name="next" />
    </Link>
  );
}

/** Where an entry leads. */
function hrefOf({ link: { to, id } }: NotificationView): string {
  if (to === 'application') return id === null ? '/records' : `/applications/${id}`;
  if (to === 'credential') return id === null ? '/wallet' : `/wallet/${id}`;
  if (to === 'organisation') return '/organisations';
  if (to === 'guardian') return '/guardian';
  if (to === 'request') return id === null ? '/requests' : `/requests/${id}`;
  if (to === 'looks') return id === null ? '/looks' : `/looks/${id}`;
  return to === 'devices' ? '/settings/devices' : '/settings/privacy';
}
