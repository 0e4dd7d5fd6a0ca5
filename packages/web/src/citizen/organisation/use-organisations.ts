import {
  listMembers,
  listOrganisations,
  listSentInvitations,
  type OrganisationView,
  readOrganisation,
} from '@suizheng/domain/contract/organisations.ts';
import type { OrganisationFunction } from '@suizheng/domain/policy/organisation.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';

export const ORGANISATIONS = ['organisations'] as const;
const fresh = { staleTime: 0, retry: false } as const;

/** My organisations, and the invitations that wait for me. */
export const useOrganisations = () =>
  useQuery({
    queryKey: ORGANISATIONS,
    queryFn: ({ signal }) => call(listOrganisations, {}, { signal }),
    ...fresh,
  });

/** One organisation as I may see it. */
export const useOrganisation = (id: string) =>
  useQuery({
    queryKey: [...ORGANISATIONS, id],
    queryFn: ({ signal }) => call(readOrganisation, { params: { id } }, { signal }),
    ...fresh,
  });

/** Its members. */
export const useMembers = (id: string) =>
  useQuery({
    queryKey: [...ORGANISATIONS, id, 'members'],
    queryFn: ({ signal }) => call(listMembers, { params: { id } }, { signal }),
    ...fresh,
  });

/** Invitations that are not answered; asked for only by whom they are open to. */
export const useSentInvitations = (id: string, isOpen: boolean) =>
  useQuery({
    queryKey: [...ORGANISATIONS, id, 'invitations'],
    queryFn: ({ signal }) => call(listSentInvitations, { params: { id } }, { signal }),
    enabled: isOpen,
    ...fresh,
  });

/** True when this function is open to the member. */
export function isOpen(organisation: OrganisationView | undefined, wanted: OrganisationFunction): boolean {
  return organisation?.functions.find(({ id }) => id === wanted)?.state === 'open';
}
