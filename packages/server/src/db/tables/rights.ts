/** What people decide about their data: guardians’ consents, deletions (A11, A12). */
export type RightsTables = Record<never, never>;
