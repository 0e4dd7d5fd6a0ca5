import { type ApplicationView, listApplications } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';
import { useAccount } from '../account/use-account.ts';
import { OPEN_STATES } from '../application/open-states.ts';

/** The registration or step-up that is under way, if one is: it is gone on with, not begun again. */
export function useLevelApplication(): ApplicationView | undefined {
  const { data: account } = useAccount();
  const { data } = useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => call(listApplications, {}, { signal }),
    enabled: Boolean(account),
  });
  return data?.find(
    ({ state, procedure }) => OPEN_STATES.has(state) && procedureById(procedure)?.outcome === 'level',
  );
}
