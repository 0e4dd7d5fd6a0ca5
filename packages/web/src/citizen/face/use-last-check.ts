import { type CheckView, readCheck } from '@suizheng/domain/contract/real-person-checks.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import type { FaceTarget } from './kinds.ts';

/** The cache's name for the check that was made last for this target on this visit. */
export const lastCheckKey = ({ kind, id }: FaceTarget) => ['last-check', kind, id] as const;

/**
 * What the capture left here; a reload has nothing to add to it. Its words are asked for again when the language
 * changes; a check that the server no longer tells of keeps the words it had.
 */
export function useLastCheck(target: FaceTarget): CheckView | undefined {
  const queries = useQueryClient();
  const queryKey = lastCheckKey(target);
  const left = queries.getQueryData<CheckView>(queryKey);
  const { data } = useQuery<CheckView>({
    queryKey,
    queryFn: async ({ signal }) => {
      const last = queries.getQueryData<CheckView>(queryKey);
      if (!last) throw new Error('no check was made on this visit');
      return call(readCheck, { params: { id: last.id } }, { signal }).catch(() => last);
    },
    enabled: left !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
