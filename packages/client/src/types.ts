import type { WebhookPayload } from '@suizheng/domain/contract/webhooks.ts';
import type { z } from 'zod';

/** What a webhook brings: id, kind, time, your party's id, a number that counts up, and ids and codes as data. */
export type WebhookEvent = z.output<typeof WebhookPayload>;
