import { type HistoryEntry, listHistory, readHistoryEntry } from '@suizheng/domain/contract/looks.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Key of everything about who looked. */
export const LOOKS = ['looks'] as const;

/** Who looked; at one document where it is named. */
export function useHistory(credential: string | undefined): UseQueryResult<HistoryEntry[]> {
  const { locale } = usePreferences();
  return useQuery({
    queryKey: [...LOOKS, 'list', credential ?? 'all', locale],
    queryFn: ({ signal }) =>
      call(listHistory, { query: credential === undefined ? {} : { credential } }, { signal }),
    staleTime: 0,
  });
}

/** One entry, by its evidence id. */
export function useEntry(evidenceId: string): UseQueryResult<HistoryEntry> {
  const { locale } = usePreferences();
  return useQuery({
    queryKey: [...LOOKS, 'one', evidenceId, locale],
    queryFn: ({ signal }) => call(readHistoryEntry, { params: { evidenceId } }, { signal }),
    staleTime: 0,
  });
}
