import {
  registerPaths,
  type SmsMessageRequest,
  type SmsReceipt,
  smsMessageResponse,
  smsReceiptsResponse,
  smsSignature,
} from '@suizheng/domain/contract/registers.ts';
import type { SignedRequest } from '@suizheng/domain/http-signature/message.ts';
import { signRequest } from '@suizheng/domain/http-signature/sign-request.ts';
import { type SignatureResult, verifyRequest } from '@suizheng/domain/http-signature/verify-request.ts';
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
  /** Did the gateway sign this? Receipts say the same however often they come: a repetition needs no memory here. */
  checkPush(request: SignedRequest): Promise<SignatureResult>;
  circuit: HttpClient['circuit'];
  close: HttpClient['close'];
};

/**
 * `secret` signs what goes out and proves what comes back; while it replaces another, `secretBefore` proves what comes
 * back too. `clock` stamps signatures (the machine's where absent).
 */
export type SmsGatewayConfig = Omit<HttpClientConfig, 'target' | 'bearer' | 'sign'> & {
  readonly secret: string;
  readonly secretBefore?: string | undefined;
  readonly clock?: () => Date;
};

/** Connects to a message gateway that implements the contract (docs/connect-a-register.md). */
export function createSmsGateway(config: SmsGatewayConfig): SmsGateway {
  const { clock = () => new Date() } = config;
  const secret = new TextEncoder().encode(config.secret);
  const { secretBefore } = config;
  const before = secretBefore === undefined ? null : new TextEncoder().encode(secretBefore);
  const client = createHttpClient({
    ...config,
    target: 'sms-gateway',
    sign: (request) =>
      signRequest(request, {
        ...smsSignature.order,
        secret,
        created: clock(),
        nonce: config.effects.newId(),
      }),
  });
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
    async checkPush(request) {
      const { tag, keyId } = smsSignature.receipt;
      const signedWith = (key: Uint8Array) =>
        verifyRequest(request, { tag, secrets: { [keyId]: key }, now: clock() });
      const result = await signedWith(secret);
      // The key id is the gateway's name, not the key's: which of two it signed with is only known by trying.
      return result.ok || before === null ? result : signedWith(before);
    },
    circuit: client.circuit,
    close: client.close,
  };
}
