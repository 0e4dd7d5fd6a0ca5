/** How the person behind a session was proven: a code sent to the mobile, a passkey, or the account holder's own face. */
export const PROVEN = ['code', 'passkey', 'face'] as const;
export type Proven = (typeof PROVEN)[number];

/** What a session sees: everything of the account, or only what it did itself. */
export type Sees = 'whole' | 'masked';

/**
 * What is seen after which proof (policy). A mobile number is given out anew by the operators after some months: a code
 * alone, on a browser that the account never was on, may be its next owner's. It sees no person, no credential's
 * contents, and presents nothing, until a passkey or the holder's face has shown that it is the same person.
 */
export const SEES_POLICY: Readonly<Record<Proven, Readonly<Record<'knownDevice' | 'newDevice', Sees>>>> = {
  code: { knownDevice: 'whole', newDevice: 'masked' },
  passkey: { knownDevice: 'whole', newDevice: 'whole' },
  face: { knownDevice: 'whole', newDevice: 'whole' },
};

/** What a session sees; the one rule, for every flow that shows or gives something. */
export function sees(session: { readonly proven: Proven; readonly knownDevice: boolean }): Sees {
  return SEES_POLICY[session.proven][session.knownDevice ? 'knownDevice' : 'newDevice'];
}
