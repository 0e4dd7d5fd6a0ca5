/** Addresses of the officers' pages about relying parties; named by ids of ours. */
export const PARTY_PATHS = {
  list: '/counter/parties',
  one: (id: string) => `/counter/parties/${id}`,
  reports: '/counter/look-reports',
  report: (id: string) => `/counter/look-reports/${id}`,
} as const;
