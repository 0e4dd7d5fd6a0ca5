/** The use that a webhook's signatures name (RFC 9421 `tag`): none of ours made for anything else passes for one. */
export const WEBHOOK_TAG = 'suizheng-webhook';
