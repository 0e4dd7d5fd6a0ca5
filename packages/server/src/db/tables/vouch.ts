/** Authorisations under way at the party that vouches for a mobile (A3). */
export type VouchTables = Record<never, never>;
