import { type AccountView, readAccount } from '@suizheng/domain/contract/account.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';

export const ACCOUNT = ['account'] as const;

/** The signed-in account; null when nobody is signed in. */
export function useAccount(): UseQueryResult<AccountView | null> {
  return useQuery({
    queryKey: ACCOUNT,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      try {
        return await call(readAccount, {}, { signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'not-signed-in') return null;
        throw error;
      }
    },
  });
}
