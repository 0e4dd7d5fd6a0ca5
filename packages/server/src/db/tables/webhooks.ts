import type { DeliveryFault, DeliveryState, PartyEventKind } from '@suizheng/domain/policy/webhooks.ts';
import type { Generated } from 'kysely';

/** Where a party's events are sent; `sealed` holds its signing secrets. */
export type WebhookTable = {
  party_id: string;
  webhook_id: string;
  url: string;
  events: PartyEventKind[];
  data_key: Buffer;
  sealed: Buffer;
  rotated_by: Generated<string | null>;
  created_at: Date;
  last_sequence: Generated<number>;
  last_delivered_at: Generated<Date | null>;
  held_until: Generated<Date | null>;
  quiet_until: Generated<Date | null>;
  told_at: Generated<Date | null>;
  /** Since when its address is proven; null until it is, and where it was not proven again. */
  proven_at: Generated<Date | null>;
  /** When it is asked for its proof again; null while it is not proven. */
  prove_again_at: Generated<Date | null>;
};

/** One event on its way to one webhook. */
export type WebhookDeliveryTable = {
  party_id: string;
  delivery_id: string;
  webhook_id: string;
  event_id: string;
  sequence: number;
  state: DeliveryState;
  tries: Generated<number>;
  due_at: Date | null;
  last_tried_at: Generated<Date | null>;
  last_status: Generated<number | null>;
  last_fault: Generated<DeliveryFault | null>;
  created_at: Date;
};

export type WebhookTables = { webhook: WebhookTable; webhook_delivery: WebhookDeliveryTable };
