import type { Response } from 'undici';
import type { UnavailableReason } from './call-policy.ts';

/** A failed attempt: why, and how many seconds the other side asked us to wait. Never carries the answer's text. */
export class CallFailure extends Error {
  readonly reason: UnavailableReason;
  readonly retryAfter: number | undefined;
  constructor(reason: UnavailableReason, retryAfter?: number) {
    super(reason);
    this.name = 'CallFailure';
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** Reads an answer of at most `maxBytes`; throws CallFailure `too-large` without reading on. */
export async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new CallFailure('too-large');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    // Leaving the loop cancels the stream and with it the connection.
    if (size > maxBytes) throw new CallFailure('too-large');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

/** The Retry-After header in seconds (its date form is ignored), at most an hour. */
export function retryAfterSeconds(headers: { get(name: string): string | null }): number | undefined {
  const text = headers.get('retry-after');
  return text !== null && /^\d{1,6}$/.test(text) ? Math.min(Number(text), 3_600) : undefined;
}
