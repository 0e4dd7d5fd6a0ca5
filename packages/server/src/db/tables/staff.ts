/** Sessions and factors of staff. */
export type StaffTables = Record<never, never>;
