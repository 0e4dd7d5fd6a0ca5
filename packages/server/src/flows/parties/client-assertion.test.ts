import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ASSERTION_ALGORITHMS, checkAssertion, claimedIssuer } from './client-assertion.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const seconds = now.getTime() / 1_000;
const audiences = ['https://id.example'];
const good = {
  iss: 'c',
  sub: 'c',
  aud: audiences[0]!,
  iat: seconds,
  exp: seconds + 60,
  jti: 'once-and-only',
};

describe('assertions of clients', () => {
  it.each(ASSERTION_ALGORITHMS)(
    'V1: %s: a good one counts; one of nobody, of another key or of another kind of key is answered alike',
    async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const own = await exportJWK(publicKey);
      const other = await exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey);
      const foreign = await exportJWK(
        (await generateKeyPair(alg === 'ES384' ? 'ES256' : 'ES384', { extractable: true })).publicKey,
      );
      const assertion = await new SignJWT(good).setProtectedHeader({ alg }).sign(privateKey);
      const check = (keys: readonly JWK[] | null) =>
        checkAssertion(assertion, { clientId: 'c', keys, audiences }, now);
      expect(await check([own])).toMatchObject({ expiresAt: new Date((seconds + 90) * 1_000) });
      // Every key of that kind is tried where none is named.
      expect(await check([foreign, other, own])).not.toBeNull();
      expect(await check([{ ...own, alg }])).not.toBeNull();
      for (const keys of [null, [], [other], [foreign], [{ ...own, alg: 'ES512' }]])
        expect(await check(keys)).toBeNull();
    },
  );

  it('V1: a named key is the only one tried', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const own = await exportJWK(publicKey);
    const assertion = await new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'b' }).sign(privateKey);
    const check = (keys: readonly JWK[]) =>
      checkAssertion(assertion, { clientId: 'c', keys, audiences }, now);
    expect(await check([{ ...own, kid: 'a' }])).toBeNull();
    expect(await check([{ ...own, kid: 'b' }])).not.toBeNull();
  });

  it('V1: the same jti of another client is another assertion', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [await exportJWK(publicKey)];
    const hashes = await Promise.all(
      ['c', 'd'].map(async (id) => {
        const signed = new SignJWT({ ...good, iss: id, sub: id }).setProtectedHeader({ alg: 'ES256' });
        const checked = await checkAssertion(
          await signed.sign(privateKey),
          { clientId: id, keys, audiences },
          now,
        );
        return checked!.jtiHash.toString('hex');
      }),
    );
    expect(new Set(hashes).size).toBe(2);
  });

  it('V1: what is no JWT, or too long to be one of ours, claims nothing', () => {
    for (const text of ['', 'a.b.c', '..', `${'a'.repeat(5_000)}.b.c`, 'e30.e30.', 'e30.W10.'])
      expect(claimedIssuer(text)).toBeNull();
  });
});
