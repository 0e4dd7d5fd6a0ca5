import { countUnread, setLanguage } from '@suizheng/domain/contract/notifications.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../shared/api/call.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';

export const UNREAD = ['notifications', 'unread'] as const;
export const INBOX = ['notifications', 'pages'] as const;

/**
 * How many messages are unread, and when the account will be deleted, if so. Where this phone shows another language than text messages come in, the account follows
 * the phone: whoever changes the language or signs in is written to in it.
 */
export function useUnread(): { readonly unread: number; readonly deletionAt: string | null } {
  const { locale } = usePreferences();
  const { data } = useQuery({
    queryKey: UNREAD,
    queryFn: ({ signal }) => call(countUnread, {}, { signal }),
    staleTime: 30_000,
    retry: false,
  });
  const theirs = data?.locale;
  useEffect(() => {
    if (theirs === undefined || theirs === locale) return;
    // Nobody waits for it, and the next visit tries again.
    void call(setLanguage, { body: { locale } }).catch(() => {});
  }, [theirs, locale]);
  return { unread: data?.unread ?? 0, deletionAt: data?.deletionAt ?? null };
}
