/** The use that a webhook's signatures name (RFC 9421 `tag`): none of ours made for anything else passes for one. */
export const WEBHOOK_TAG = 'suizheng-webhook';

/**
 * The first thing that an address gets, and again from time to time: what `addressProof` makes of `data.challenge` is to
 * be the body of its answer, as text or as JSON `{"proof": …}`. Nothing else is sent before it was.
 */
export const CHALLENGE_EVENT = 'webhook.challenge';
