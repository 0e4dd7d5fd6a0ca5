/** Addresses of the portal; ids of guides, operations, parties stand in them, never anything about a person. */
export const PATHS = {
  home: '/portal/',
  guides: '/portal/guides',
  reference: '/portal/reference',
  tryIt: '/portal/try',
  party: '/portal/party',
  apply: '/portal/party/apply',
} as const;

/** The address of one guide. */
export const guidePath = (id: string): string => `${PATHS.guides}/${id}`;
/** The address of one operation of the API. */
export const operationPath = (id: string): string => `${PATHS.reference}/${encodeURIComponent(id)}`;
/** The address of one relying party, or of one of its pages. */
export const partyPath = (id: string, page?: PartyPage): string =>
  `${PATHS.party}/${id}${page === undefined ? '' : `/${page}`}`;

/** Where a party asks for other purposes and services. */
export const changePath = (id: string): string => `${PATHS.party}/${id}/change`;

/** What there is to see and do about a relying party, in the order of its pages. */
export const PARTY_PAGES = ['agreement', 'clients', 'devices', 'webhooks', 'usage', 'evidence'] as const;
export type PartyPage = (typeof PARTY_PAGES)[number];
