import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import type { OpenApi } from './open-api.ts';

/** The running platform's own description of its API. */
export function useOpenApi(): UseQueryResult<OpenApi> {
  return useQuery({
    queryKey: ['openapi'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch('/openapi.json', { signal }).catch(() => {
        throw new ApiProblem('unreachable', { traceId: '' });
      });
      const traceId = response.headers.get('x-trace-id') ?? '';
      if (!response.ok) throw new ApiProblem('unreadable', { traceId, status: response.status });
      return (await response.json()) as OpenApi;
    },
  });
}
