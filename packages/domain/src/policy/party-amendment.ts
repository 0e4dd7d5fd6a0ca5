/** Where a change stands that an active party asked for (V1); `void` is what its party's end made of it. */
export const AMENDMENT_STATES = ['asked', 'approved', 'refused', 'withdrawn', 'void'] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];

/**
 * What happens to what a party may, as its history names it: `ask-` and `withdraw-` are its own acts, the others an
 * officer's; `narrow` is one that nobody asked for.
 */
export type AmendmentEvent = 'ask-amendment' | 'withdraw-amendment' | 'amend' | 'refuse-amendment' | 'narrow';
