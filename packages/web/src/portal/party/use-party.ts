import { listClients, readUsage } from '@suizheng/domain/contract/clients.ts';
import { listParties, readAgreement, readParty } from '@suizheng/domain/contract/parties.ts';
import { listAmendments } from '@suizheng/domain/contract/party-amendments.ts';
import { listWebhooks } from '@suizheng/domain/contract/webhooks.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../shared/api/call.ts';

export const PARTIES = ['parties'] as const;
/** While something waits to be sent it is asked for again after this many milliseconds. */
const AGAIN_MS = 3_000;
const fresh = { staleTime: 0, retry: false } as const;

/** The relying parties of the organisations that the person administers. */
export const useParties = () =>
  useQuery({ queryKey: PARTIES, queryFn: ({ signal }) => call(listParties, {}, { signal }), ...fresh });

/** One of them. */
export const useParty = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id],
    queryFn: ({ signal }) => call(readParty, { params: { id } }, { signal }),
    ...fresh,
  });

/** Its agreement: the one agreed to, or the one to agree to. */
export const useAgreement = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id, 'agreement'],
    queryFn: ({ signal }) => call(readAgreement, { params: { id } }, { signal }),
    ...fresh,
  });

/** The changes that it asked for, newest first. */
export const useAmendments = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id, 'amendments'],
    queryFn: ({ signal }) => call(listAmendments, { params: { id } }, { signal }),
    ...fresh,
  });

/** Its systems. */
export const useClients = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id, 'clients'],
    queryFn: ({ signal }) => call(listClients, { params: { id } }, { signal }),
    ...fresh,
  });

/** Its webhooks; asked again while something waits to be sent. */
export const useWebhooks = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id, 'webhooks'],
    queryFn: ({ signal }) => call(listWebhooks, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(({ queued }) => queued > 0) ? AGAIN_MS : false),
    ...fresh,
  });

/** What it asked and what it may. */
export const useUsage = (id: string) =>
  useQuery({
    queryKey: [...PARTIES, id, 'usage'],
    queryFn: ({ signal }) => call(readUsage, { params: { id } }, { signal }),
    ...fresh,
  });
