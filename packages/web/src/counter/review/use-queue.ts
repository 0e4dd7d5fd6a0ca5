import { listReviewCases, type QueueView } from '@suizheng/domain/contract/review.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../shared/api/call.ts';

/** What of the queue is shown; null means all of it. */
export type QueueFilter = { readonly procedure: string | null; readonly kind: 'face' | 'documents' | null };

/** Cases a page: a screen and a half, so that the first answer is there at once. */
const PAGE = 200;

/** The queue as far as it was scrolled; counts are those of the latest page. */
export function useQueue({ procedure, kind }: QueueFilter) {
  const query = useInfiniteQuery({
    queryKey: ['review-queue', procedure, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        listReviewCases,
        {
          query: {
            limit: PAGE,
            ...(procedure ? { procedure } : {}),
            ...(kind ? { kind } : {}),
            ...(pageParam ? { after: pageParam } : {}),
          },
        },
        { signal },
      ),
    getNextPageParam: (last: QueueView) => last.next ?? undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const pages = query.data?.pages;
  const cases = useMemo(() => pages?.flatMap((page) => page.cases) ?? [], [pages]);
  return { ...query, cases, latest: pages?.at(-1) };
}
