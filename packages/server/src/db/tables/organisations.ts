/** Organisations, their members and invitations (A7). */
export type OrganisationTables = Record<never, never>;
