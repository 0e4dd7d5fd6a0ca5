import { encode as cborgEncode, decode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { MAJOR, MalformedBytes, newSink, readHead, writeHead, written } from './cbor.ts';
import type { CredentialClaims } from './claims.ts';
import { parseCredential, renewCredential, signCredential } from './credential.ts';
import { CLAIM } from './labels.ts';

const encode = (value: unknown) => new Uint8Array(cborgEncode(value, rfc8949EncodeOptions));
const uint32 = fc.nat({ max: 0xffff_ffff });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const claims: fc.Arbitrary<CredentialClaims> = fc
  .record({
    type: fc.nat({ max: 70_000 }),
    credentialId: bytes(12),
    serial: fc.maxSafeNat(),
    issuedAt: uint32,
    expiresAt: uint32,
    status: fc.record({ list: fc.nat({ max: 300 }), index: uint32 }),
    epoch: fc.nat({ max: 300 }),
    codes: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
    sealed: fc.uint8Array({ minLength: 16, maxLength: 90 }),
    holderKey: fc.option(bytes(64)),
    presentFor: fc.nat({ max: 100_000 }),
  })
  .map(({ codes, sealed, presentFor, ...rest }) => ({
    ...rest,
    medium: rest.holderKey ? 'electronic' : 'paper',
    presentUntil: rest.holderKey ? rest.issuedAt + presentFor : null,
    sealed: codes.sort((a, b) => a - b).map((field) => ({ field, sealed })),
  }));
const signer = { kid: Uint8Array.of(9, 8, 7, 6), sign: () => new Uint8Array(64).fill(5) };

describe('credential encoding', () => {
  it('reads back exactly what was signed', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (c) => {
        const parsed = parseCredential(await signCredential(c, signer));
        expect(parsed.claims).toEqual(c);
        expect(parsed.kid).toEqual(signer.kid);
      }),
    );
  });

  it('is deterministic CBOR by the judgement of another library, with the registered labels', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (c) => {
        const credential = await signCredential(c, signer);
        const strict = {
          strict: true,
          useMaps: true,
          rejectDuplicateMapKeys: true,
          allowIndefinite: false,
        } as const;
        const cose = decode(credential, strict) as [Uint8Array, Map<number, unknown>, Uint8Array, Uint8Array];
        expect(encode(cose)).toEqual(credential);
        expect(decode(cose[0], strict)).toEqual(
          new Map<number, unknown>([
            [1, -7],
            [4, signer.kid],
          ]),
        );
        const payload = decode(cose[2], strict) as Map<number, unknown>;
        expect(encode(payload)).toEqual(cose[2]);
        expect(payload.get(CLAIM.exp)).toBe(c.expiresAt);
        expect(payload.get(CLAIM.iat)).toBe(c.issuedAt);
        expect(payload.get(CLAIM.cti)).toEqual(c.credentialId);
        expect(payload.has(CLAIM.cnf)).toBe(c.medium === 'electronic');
        expect(payload.get(CLAIM.suizheng)).toHaveLength(8 + 2 * c.sealed.length);
      }),
    );
  });

  it('signs the Sig_structure of RFC 9052', async () => {
    const [sample] = fc.sample(claims, 1);
    let signed: Uint8Array | undefined;
    const credential = await signCredential(sample!, {
      kid: signer.kid,
      sign: (data) => {
        signed = data.slice();
        return new Uint8Array(64);
      },
    });
    const [header, , payload] = decode(credential, { useMaps: true }) as [Uint8Array, unknown, Uint8Array];
    expect(signed).toEqual(encode(['Signature1', header, new Uint8Array(0), payload]));
    expect(parseCredential(credential).cose.toBeSigned).toEqual(signed);
  });

  it('B5: a renewal changes presentUntil and nothing else', async () => {
    const [sample] = fc.sample(
      claims.filter((c) => c.medium === 'electronic'),
      1,
    );
    const renewed = await renewCredential(
      await signCredential(sample!, signer),
      sample!.issuedAt + 99,
      signer,
    );
    expect(parseCredential(renewed).claims).toEqual({ ...sample, presentUntil: sample!.issuedAt + 99 });
  });

  it('refuses to sign claims that contradict each other', async () => {
    const [sample] = fc.sample(
      claims.filter((c) => c.medium === 'electronic'),
      1,
    );
    for (const wrong of [
      { holderKey: null },
      { presentUntil: null },
      { credentialId: new Uint8Array(11) },
      { serial: -1 },
    ]) {
      await expect(signCredential({ ...sample!, ...wrong }, signer)).rejects.toThrow(RangeError);
    }
  });
});

describe('strict CBOR heads', () => {
  it('round-trip every safe integer in the shortest form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeNat(), uint32, fc.nat({ max: 300 })), (n) => {
        const sink = newSink(9);
        writeHead(sink, MAJOR.uint, n);
        expect(written(sink)).toEqual(encode(n));
        expect(readHead({ bytes: written(sink), at: 0 }, MAJOR.uint)).toBe(n);
      }),
    );
  });

  it('accept only what the strict library accepts as an unsigned integer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 9 }), (input) => {
        let mine: number | undefined;
        try {
          const cursor = { bytes: input, at: 0 };
          mine = readHead(cursor, MAJOR.uint);
          if (cursor.at !== input.length) mine = undefined;
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBytes);
        }
        let theirs: unknown;
        try {
          theirs = decode(input, { strict: true, allowBigInt: false });
        } catch {
          theirs = undefined;
        }
        expect(mine).toBe(input[0]! < 0x20 ? theirs : undefined);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('base45', () => {
  it('gives the vectors of RFC 9285', () => {
    const text = (s: string) => new TextEncoder().encode(s);
    expect(encodeBase45(text('AB'))).toBe('BB8');
    expect(encodeBase45(text('Hello!!'))).toBe('%69 VD92EX0');
    expect(encodeBase45(text('base-45'))).toBe('UJCLQE7W581');
    expect(decodeBase45('QED8WEX0')).toEqual(text('ietf!'));
  });

  it('has one text for each byte string', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (b) => {
        expect(decodeBase45(encodeBase45(b))).toEqual(b);
      }),
    );
    for (const bad of ['GGW', 'ZZ', 'A', 'a00', ':::', 'AAé'])
      expect(() => decodeBase45(bad)).toThrow(MalformedBytes);
  });
});
