import {
  type LinkRequestView,
  listLinkRequests,
  readLinkRequest,
} from '@suizheng/domain/contract/link-checks.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';

export const REQUESTS = ['link-requests'] as const;
/** A request waits a few minutes: a page that is open hears of it, or of its end, within this time. */
const LOOK_EVERY_MS = 15_000;

/** Every request to the account's holder, newest first; nobody is asked about an account that is not `enabled` for it. */
export function useRequests(enabled = true) {
  const { locale } = usePreferences();
  return useQuery({
    queryKey: [...REQUESTS, 'all', locale],
    queryFn: ({ signal }) => call(listLinkRequests, {}, { signal }),
    enabled,
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  });
}

/** One request; looked at again while it waits, for it may be answered on another device. */
export function useRequest(id: string) {
  const { locale } = usePreferences();
  return useQuery({
    queryKey: [...REQUESTS, id, locale],
    queryFn: ({ signal }) => call(readLinkRequest, { params: { id } }, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? LOOK_EVERY_MS : false),
    retry: false,
  });
}

/** The sign of a state, beside its word. */
export const TONES = {
  waiting: 'wait',
  approved: 'good',
  refused: 'info',
  reported: 'info',
  expired: 'info',
} as const satisfies Record<LinkRequestView['state'], string>;
