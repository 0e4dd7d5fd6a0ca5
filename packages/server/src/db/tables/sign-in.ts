/** Passkeys and their challenges (A10). */
export type SignInTables = Record<never, never>;
