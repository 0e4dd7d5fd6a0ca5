/** Addresses of the console. A case is named by an id of ours. */
export const REVIEW_PATHS = {
  queue: '/counter/review',
  case: (id: string) => `/counter/review/cases/${id}`,
  requests: '/counter/review/revocations',
} as const;
