import { z } from 'zod';
import { readUrl } from '../identifiers/read-url.ts';
import { CHALLENGE_EVENT } from '../policy/webhook-tag.ts';
import {
  DELIVERY_FAULT_CODES,
  DELIVERY_STATES,
  PARTY_EVENT_KINDS,
  TEST_EVENT,
  webhookPolicy,
} from '../policy/webhooks.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** Where a webhook is sent: an absolute http(s) URL without user, password and fragment; production takes https only. */
export const webhookUrl = z
  .string({ error: 'webhook-url.empty' })
  .trim()
  .min(1, { error: 'webhook-url.empty' })
  .max(webhookPolicy.longestUrl, { error: 'webhook-url.too-long' })
  .refine(isPlainUrl, { error: 'webhook-url.format' });

const event = z.enum(PARTY_EVENT_KINDS, { error: 'webhook-events.unknown' });
const events = z
  .array(event, { error: 'webhook-events.empty' })
  .min(1, { error: 'webhook-events.empty' })
  .max(PARTY_EVENT_KINDS.length, { error: 'webhook-events.unknown' })
  .transform((list) => [...new Set(list)]);

/** A webhook as the party's administrators see it. */
export const WebhookView = z
  .object({
    id,
    url: z.string(),
    events: z.array(z.enum(PARTY_EVENT_KINDS)),
    createdAt: instant,
    provenAt: instant.nullable().meta({
      description:
        'since when its address is proven; null until it is, and where it was not proven again: nothing else is sent to it then',
    }),
    secret: z.object({
      /** When the secret that signs now was made. */
      since: instant,
      /** Until when the one before it signs too, or null. */
      previousUntil: instant.nullable(),
    }),
    /** How many deliveries wait and how many were given up. */
    queued: z.int(),
    dead: z.int(),
    lastDeliveredAt: instant.nullable(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof WebhookView>;

/** The webhook with its signing secret, which is never shown again. */
export const NewWebhookView = z
  .object({
    webhook: WebhookView,
    signingSecret: z.string().meta({ description: 'HMAC key: the UTF-8 bytes of this text' }),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhookView = z.infer<typeof NewWebhookView>;

/** What was or is to be sent to one webhook. */
export const DeliveryView = z
  .object({
    id,
    eventId: id,
    kind: z.enum([...PARTY_EVENT_KINDS, TEST_EVENT, CHALLENGE_EVENT]),
    at: instant,
    /** Counts up from 1 for each webhook, in the order of events. */
    sequence: z.int(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    lastTriedAt: instant.nullable(),
    /** HTTP status that the receiver answered last, or null. */
    lastStatus: z.int().nullable(),
    lastFault: z.enum(DELIVERY_FAULT_CODES).nullable(),
    /** When it is tried next; null when it is not. */
    nextTryAt: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** What the receiver gets, as JSON: ids, codes and times only. */
export const WebhookPayload = z
  .object({
    /** Id of the event; the same however often it comes. */
    id,
    kind: z.enum([...PARTY_EVENT_KINDS, TEST_EVENT, CHALLENGE_EVENT]),
    at: instant,
    party: id,
    sequence: z.int(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'WebhookPayload' });
export type WebhookPayload = z.infer<typeof WebhookPayload>;

const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;
const ofParty = ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed'] as const;
const byId = z.object({ id });
const byWebhook = z.object({ id, webhookId: id });

export const listWebhooks = resource({
  id: 'listWebhooks',
  method: 'GET',
  path: '/api/v1/parties/{id}/webhooks',
  summary: 'Webhooks of a relying party',
  access: 'account',
  status: 200,
  params: byId,
  answer: z.array(WebhookView),
  problems: ofParty,
});

export const createWebhook = resource({
  id: 'createWebhook',
  method: 'POST',
  path: '/api/v1/parties/{id}/webhooks',
  summary:
    'Have events sent to an address, once it has answered a challenge; the signing secret is shown in this answer only',
  access: 'account',
  idempotent: true,
  status: 201,
  params: byId,
  body: z.strictObject({ url: webhookUrl, events }),
  answer: NewWebhookView,
  problems: [
    ...ofParty,
    'wrong-state',
    'too-many-webhooks',
    'too-many-requests',
    'validation-failed',
    ...once,
  ],
});

export const deleteWebhook = resource({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}',
  summary: 'Delete a webhook with its secret and its deliveries',
  access: 'account',
  status: 204,
  params: byWebhook,
  problems: ofParty,
});

export const rotateWebhookSecret = resource({
  id: 'rotateWebhookSecret',
  method: 'POST',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}/secret',
  summary: 'Make a new signing secret; for a day deliveries are signed with both',
  access: 'account',
  idempotent: true,
  status: 201,
  params: byWebhook,
  answer: NewWebhookView,
  problems: [...ofParty, 'wrong-state', ...once],
});

export const proveWebhook = resource({
  id: 'proveWebhook',
  method: 'POST',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}/proof',
  summary:
    'Send the challenge again to an address that is not proven: it answers 200 with the proof made of data.challenge and the signing secret',
  access: 'account',
  status: 202,
  params: byWebhook,
  answer: WebhookView,
  problems: [...ofParty, 'wrong-state', 'too-many-requests'],
});

export const testWebhook = resource({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}/test',
  summary: 'Send an event of kind webhook.test; see the list of deliveries for what became of it',
  access: 'account',
  status: 202,
  params: byWebhook,
  answer: DeliveryView,
  problems: [...ofParty, 'wrong-state', 'webhook-unproven', 'too-many-requests'],
});

export const listDeliveries = resource({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}/deliveries',
  summary: 'What was sent to a webhook, newest first',
  access: 'account',
  status: 200,
  params: byWebhook,
  answer: z.array(DeliveryView),
  problems: ofParty,
});

export const redeliver = resource({
  id: 'redeliverWebhook',
  method: 'POST',
  path: '/api/v1/parties/{id}/webhooks/{webhookId}/deliveries/{deliveryId}/redelivery',
  summary: 'Send one delivery again, with as many tries as a new one',
  access: 'account',
  status: 202,
  params: z.object({ id, webhookId: id, deliveryId: id }),
  answer: DeliveryView,
  problems: [...ofParty, 'wrong-state', 'webhook-unproven', 'too-many-requests'],
});

function isPlainUrl(text: string): boolean {
  // A parser drops line ends; people would read another address than the one that is called.
  const url = /[\s\p{C}]/u.test(text) ? null : readUrl(text);
  if (url === null) return false;
  const { protocol, username, password, hash, hostname } = url;
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '' && hostname !== '';
}
