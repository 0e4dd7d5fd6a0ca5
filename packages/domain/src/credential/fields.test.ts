import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { LOCALES } from '../text/locale.ts';
import { fitBesideTwoNumbers, MAX_TEXT_UNITS, packField, unpackField } from './field-bytes.ts';
import { createHolderKey, signHolderProof, verifyHolderProof } from './holder-key.ts';
import { openFields, sealFields } from './sealed-fields.ts';
import { VERDICT_COLOURS, VERDICT_REASONS } from './verdict.ts';
import { VERDICT_TEXTS } from './verdict-text.ts';
import { webCrypto } from './webcrypto.ts';

const node = nodeCrypto();

describe('field packing', () => {
  it('returns every text of up to 31 units unchanged', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 15 }),
      fc.string({ unit: fc.constantFrom(...'阿不都热依木·买买提𠮷㐀'), maxLength: 15 }),
      fc.stringMatching(/^\d{17}[\dX]$/),
      fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
      fc.stringMatching(/^[HM]?\d{8}$/),
      fc.constantFrom(...IDENTITY_DOCUMENTS),
    );
    fc.assert(
      fc.property(text, (s) => {
        fc.pre(s.length <= MAX_TEXT_UNITS);
        expect(unpackField(packField(s))).toBe(s.toWellFormed());
      }),
    );
  });

  it('packs a valid number in 8 bytes, a date in 4, and names in blocks of 16', () => {
    expect(packField('11010519491231002X')).toHaveLength(8);
    expect(unpackField(packField('11010519491231002X'))).toBe('11010519491231002X');
    expect(packField('110105194912310021').length % 16).toBe(0);
    expect(packField('1990-03-07')).toHaveLength(4);
    expect(['H99000001', 'M99000003', '00000001'].map((permit) => packField(permit).length)).toEqual([
      5, 5, 5,
    ]);
    // Of one length, so that the ciphertext does not tell the kind.
    expect(new Set(IDENTITY_DOCUMENTS.map((kind) => packField(kind).length))).toEqual(new Set([1]));
    expect(['李四', '欧阳娜娜', '王'].map((name) => packField(name).length)).toEqual([16, 16, 16]);
    expect(unpackField(packField('𠮷'.repeat(20)))).toBe(`${'𠮷'.repeat(15)}…`);
  });

  it('L1: a name beside two numbers is cut past two blocks, never in the middle of a character', () => {
    expect(fitBesideTwoNumbers('陳家豪')).toBe('陳家豪');
    expect(fitBesideTwoNumbers('陳'.repeat(15))).toBe('陳'.repeat(15));
    expect(fitBesideTwoNumbers('陳'.repeat(16))).toBe(`${'陳'.repeat(14)}…`);
    expect(fitBesideTwoNumbers('𠮷'.repeat(9))).toBe(`${'𠮷'.repeat(7)}…`);
    expect(packField(fitBesideTwoNumbers('A'.repeat(60))).length).toBeLessThanOrEqual(32);
  });

  it('reads no text from bytes that it cannot have packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = unpackField(bytes);
        if (text !== null) expect(typeof text).toBe('string');
      }),
    );
  });
});

describe('sealed fields', () => {
  const key = { type: 1, field: 'name' as const, epoch: 1, key: new Uint8Array(32).fill(1) };
  const context = { type: 1, epoch: 1, credentialId: new Uint8Array(12).fill(7), keys: [key] };

  it('open alike on both implementations, and under no other type, epoch, credential or key', async () => {
    const web = webCrypto();
    for (const [sealer, opener] of [
      [node, web],
      [web, node],
    ] as const) {
      const sealed = await sealFields({ name: '王小明' }, context, sealer);
      const claims = { ...context, sealed };
      expect(await openFields(claims, [key], opener)).toEqual({ name: '王小明' });
      const wrong = { ...key, key: new Uint8Array(32) };
      expect(await openFields(claims, [wrong], opener)).toEqual({});
      expect(await openFields({ ...claims, credentialId: new Uint8Array(12) }, [key], opener)).toEqual({});
      expect(await openFields({ ...claims, epoch: 2 }, [{ ...key, epoch: 2 }], opener)).toEqual({});
      expect(await openFields({ ...claims, type: 2 }, [{ ...key, type: 2 }], opener)).toEqual({});
      const moved = sealed.map((field) => ({ ...field, field: 2 }));
      expect(await openFields({ ...claims, sealed: moved }, [{ ...key, field: 'number' }], opener)).toEqual(
        {},
      );
    }
  });

  it('need a key for every field', async () => {
    await expect(sealFields({ number: '1' }, context, node)).rejects.toThrow('no field key');
  });
});

describe('holder key', () => {
  it('never leaves the browser and proves possession for one challenge', async () => {
    const key = await createHolderKey();
    expect(key.privateKey.extractable).toBe(false);
    expect(key.publicKey).toHaveLength(64);
    const challenge = new Uint8Array(32).fill(3);
    const proof = await signHolderProof(key, challenge);
    expect(await verifyHolderProof(key.publicKey, challenge, proof, node)).toBe(true);
    expect(await verifyHolderProof(key.publicKey, new Uint8Array(32), proof, node)).toBe(false);
    expect(await verifyHolderProof(new Uint8Array(64), challenge, proof, node)).toBe(false);
    expect(await verifyHolderProof(new Uint8Array(64), challenge, proof, webCrypto())).toBe(false);
  });
});

describe('verdict texts', () => {
  it('V6: every reason has a title, an explanation, a next step and a colour in every language', () => {
    for (const reason of VERDICT_REASONS) {
      expect(VERDICT_COLOURS[reason]).toMatch(/^(green|amber|red)$/);
      for (const part of ['title', 'why', 'next'] as const) {
        for (const locale of LOCALES) expect(VERDICT_TEXTS[reason][part][locale].trim()).not.toBe('');
      }
    }
    const titles = VERDICT_REASONS.map((reason) => VERDICT_TEXTS[reason].title.en);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
