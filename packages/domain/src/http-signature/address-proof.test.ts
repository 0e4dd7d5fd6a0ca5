import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressProof } from './address-proof.ts';

describe('V1: the proof of a webhook’s address', () => {
  it('is what any HMAC makes of prefix and challenge', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string({ minLength: 1 }), async (challenge, secret) => {
        const expected = createHmac('sha256', Buffer.from(secret, 'utf8'))
          .update(`suizheng-webhook-proof.${challenge}`)
          .digest('base64url');
        expect(await addressProof(challenge, secret)).toBe(expected);
      }),
    );
  });

  it('is another for another secret and for another challenge, and never holds the challenge', async () => {
    const proof = await addressProof('c-123', 'szw_one');
    expect(proof).toMatch(/^[\w-]{43}$/);
    expect(await addressProof('c-123', 'szw_two')).not.toBe(proof);
    expect(await addressProof('c-124', 'szw_one')).not.toBe(proof);
    expect(proof).not.toContain('c-123');
  });
});
