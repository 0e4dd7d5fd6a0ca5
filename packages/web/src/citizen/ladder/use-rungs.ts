import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { beginVouching, confirmMobile } from '@suizheng/domain/contract/vouching.ts';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';

/** Asks whether the account's mobile is the one on file, then shows what that made of the application (A2). */
export function useConfirmMobile(id: string): UseMutationResult<ApplicationView, Error, void> {
  const go = useGo();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(confirmMobile, { params: { id } }),
    onSuccess: (application) => {
      queries.setQueryData(['application', id], application);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      void queries.invalidateQueries({ queryKey: ['account'] });
      go(`/applications/${id}`, { replace: true });
    },
  });
}

/** Leaves for the third party, which sends the person back to the application (A3). */
export function useVouching(id: string) {
  return useMutation({
    mutationFn: () => call(beginVouching, { params: { id } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
  });
}
