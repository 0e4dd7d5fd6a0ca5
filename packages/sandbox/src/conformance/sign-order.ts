import { randomUUID } from 'node:crypto';
import { smsSignature } from '@suizheng/domain/contract/registers.ts';
import { signRequest } from '@suizheng/domain/http-signature/sign-request.ts';

/** The headers that sign an order to a message gateway; `address` in full. */
export function signOrder(
  method: string,
  address: string,
  secret: string,
  body: Uint8Array | null = null,
): Promise<Record<string, string>> {
  const { pathname, search } = new URL(address);
  const bytes = body ?? new Uint8Array();
  return signRequest(
    { method, path: pathname, query: search, contentType: 'application/json', body: bytes },
    {
      ...smsSignature.order,
      secret: new TextEncoder().encode(secret),
      created: new Date(),
      nonce: randomUUID(),
    },
  );
}
