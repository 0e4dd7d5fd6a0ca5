import { useQuery } from '@tanstack/react-query';
import { type KeptCredential, keptCredentials } from '../wallet/store.ts';

/** What lies in this phone's wallet, without asking anyone: the first screen must not wait for a network. */
export function useKept(): readonly KeptCredential[] {
  const { data } = useQuery({ queryKey: ['kept'], queryFn: keptCredentials, staleTime: 0 });
  return data ?? [];
}
