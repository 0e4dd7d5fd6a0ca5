/** Where a change stands that an active party asked for (V1); `void` is what its party's end made of it. */
export const AMENDMENT_STATES = ['asked', 'approved', 'refused', 'withdrawn', 'void'] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];

/** What happens about one, as a party's history names it: `ask-` and `withdraw-` are its own acts, the others an officer's. */
export type AmendmentEvent = 'ask-amendment' | 'withdraw-amendment' | 'amend' | 'refuse-amendment';
