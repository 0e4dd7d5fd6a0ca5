import {
  registerPaths,
  type SmsMessageRequest,
  type SmsReceipt,
  smsMessageResponse,
  smsReceiptsResponse,
} from '@suizheng/domain/contract/registers.ts';
import type { Unavailable } from './call-policy.ts';
import { createHttpClient, type HttpClient, type HttpClientConfig } from './http-client.ts';

/** Outcome of handing over a message. `accepted` is durable at the gateway, not yet delivered. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly requestId: string }
  | Unavailable;

/** Receipts since a cursor, in the order they arose; pass `next` to go on. */
export type ReceiptsOutcome =
  | { readonly kind: 'receipts'; readonly receipts: readonly SmsReceipt[]; readonly next: string }
  | Unavailable;

/** The message gateway as flows and jobs see it. */
export type SmsGateway = {
  /** `reference` is the sender's own id for the message: repeating it never sends a second one. */
  send(message: SmsMessageRequest): Promise<SendOutcome>;
  receipts(after?: string): Promise<ReceiptsOutcome>;
  circuit: HttpClient['circuit'];
  close: HttpClient['close'];
};

/** Connects to a message gateway that implements the contract (docs/connect-a-register.md). */
export function createSmsGateway(config: Omit<HttpClientConfig, 'target'>): SmsGateway {
  const client = createHttpClient({ ...config, target: 'sms-gateway' });
  return {
    async send(message) {
      const answer = await client.json({
        operation: 'send',
        path: registerPaths.smsMessages,
        body: message,
        repeatable: true,
        idempotencyKey: message.reference,
        accept: 'json',
        schema: smsMessageResponse,
      });
      const { requestId } = answer;
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'problem' || answer.value.reference !== message.reference) {
        return { kind: 'unavailable', reason: 'bad-answer', requestId };
      }
      return { kind: 'accepted', messageId: answer.value.messageId, requestId };
    },
    async receipts(after) {
      const answer = await client.json({
        operation: 'receipts',
        path: registerPaths.smsReceipts,
        ...(after === undefined ? {} : { query: { after } }),
        repeatable: true,
        accept: 'json',
        schema: smsReceiptsResponse,
      });
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'problem')
        return { kind: 'unavailable', reason: 'bad-answer', requestId: answer.requestId };
      return { kind: 'receipts', ...answer.value };
    },
    circuit: client.circuit,
    close: client.close,
  };
}
