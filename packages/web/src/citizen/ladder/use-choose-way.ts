import { type ApplicationView, chooseWay } from '@suizheng/domain/contract/applications.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { writeConsent } from '../face/kinds.ts';
import { nextPage } from './rung-pages.ts';

/** Chooses a way and goes where it begins; a consent to the face that stood here until now is over with any choice. */
export function useChooseWay(id: string): UseMutationResult<ApplicationView, Error, Rung> {
  const go = useGo();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rung: Rung) => call(chooseWay, { params: { id }, body: { rung } }),
    onSuccess: (application) => {
      writeConsent({ kind: 'application', id }, undefined);
      queries.setQueryData(['application', id], application);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      go(nextPage(application));
    },
  });
}
