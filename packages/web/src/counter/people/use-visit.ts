import { readVisit, type VisitView } from '@suizheng/domain/contract/people.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useDesk } from './desk.ts';
import { PEOPLE_PATHS } from './paths.ts';

const keyOf = (id: string | null) => ['visit', id];

/** True when the server says that the visit is over, or was another officer’s. */
export function isVisitOver(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'not-found';
}

/** The visit at this desk; without one, the page of the document. `keep` puts the answer of an act in its place. */
export function useVisit(): {
  visit: VisitView | undefined;
  error: Error | null;
  refetch: () => void;
  keep: (visit: VisitView) => void;
} {
  const { desk } = useDesk();
  const go = useGo();
  const client = useQueryClient();
  const id = desk.visitId;
  useEffect(() => {
    if (id === null) go(PEOPLE_PATHS.find, { replace: true });
  }, [id, go]);
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => call(readVisit, { params: { id: id! } }, { signal }),
    enabled: id !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEndedSession(error);
  return {
    visit: error && isVisitOver(error) ? undefined : data,
    error,
    refetch: () => void refetch(),
    keep: (visit) => client.setQueryData(keyOf(id), visit),
  };
}
