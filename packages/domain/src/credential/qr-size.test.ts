import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { type Correction, correction, generate, mode } from 'lean-qr';
import { describe, expect, it } from 'vitest';
import type { CredentialClaims } from './claims.ts';
import { fitBesideTwoNumbers } from './field-bytes.ts';
import type { FieldKey } from './fields.ts';
import { paperCode } from './presentation.ts';
import { sealFields } from './sealed-fields.ts';
import { createWorld, PERSON } from './testing/world.ts';
import { verifyCode } from './verify.ts';

const version = (text: string, level: Correction) => {
  const qr = generate(text, {
    modes: [mode.alphaNumeric],
    minCorrectionLevel: level,
    maxCorrectionLevel: level,
  });
  return (qr.size - 17) / 4;
};
/** 27 Han characters and 2 middle dots: past the longest names on record. */
const LONGEST = '阿卜杜热合曼江·阿卜杜克热木阿吉·买买提明吐尔逊尼亚孜热';
const largest = { serial: 999_999_999_999_999, status: { list: 23, index: 0xffff_ffff }, epoch: 23 };

describe('QR size', () => {
  it('an electronic code fits version 15 at level M with the longest names and the largest numbers', async () => {
    const w = await createWorld(nodeCrypto());
    const usual = await w.present(await w.issue({}, { ...PERSON, name: '王小明' }));
    const longest = await w.present(await w.issue(largest, { ...PERSON, name: LONGEST }));
    expect(LONGEST.length).toBeGreaterThanOrEqual(28);
    expect(version(usual, correction.M)).toBeLessThanOrEqual(14);
    expect(version(longest, correction.M)).toBeLessThanOrEqual(15);
    const read = await verifyCode(longest, {
      ...w.context,
      reader: w.railReader,
      statusList: () => ({ ...w.snapshot, statusAt: () => 'valid' }),
    });
    expect(read).toHaveProperty('fields.name', LONGEST);
  });

  it('L1: two documents’ numbers and the longest name beside them fit version 15 at level M, and on paper at level Q', async () => {
    const w = await createWorld(nodeCrypto());
    const fields = ['name', 'number', 'documentType', 'linkedNumber'] as const;
    const keys = fields.map(
      (field, i): FieldKey => ({ type: 4, field, epoch: 23, key: new Uint8Array(32).fill(i) }),
    );
    const crypto = nodeCrypto();
    const link = async (name: string, overrides: Partial<CredentialClaims> = {}) => {
      const credentialId = new Uint8Array(12).fill(7);
      const told = {
        name: fitBesideTwoNumbers(name),
        number: 'H99000001',
        documentType: 'home-return-permit',
        linkedNumber: '819900199408120030',
      };
      const sealed = await sealFields(told, { type: 4, epoch: 23, credentialId, keys }, crypto);
      return w.issue({ ...largest, type: 4, credentialId, sealed, ...overrides });
    };
    const paper = { medium: 'paper', holderKey: null, presentUntil: null } as const;
    const sizes = [];
    for (const name of ['陳家豪', 'CHRISTOPHER ALEXANDER FITZGERAL', LONGEST]) {
      sizes.push(version(await w.present(await link(name)), correction.M));
      sizes.push(version(paperCode(await link(name, paper)), correction.Q));
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(15);
  });

  it('a name past 31 characters is cut with an ellipsis rather than the code growing', async () => {
    const w = await createWorld(nodeCrypto());
    const name = LONGEST + LONGEST;
    const code = await w.present(await w.issue(largest, { ...PERSON, name }));
    expect(version(code, correction.M)).toBeLessThanOrEqual(15);
    const context = { ...w.context, statusList: () => ({ ...w.snapshot, statusAt: () => 'valid' as const }) };
    const read = await verifyCode(code, { ...context, reader: w.railReader });
    expect(read).toHaveProperty('fields.name', `${name.slice(0, 30)}…`);
  });

  it('a paper code fits version 15 at level Q', async () => {
    const w = await createWorld(nodeCrypto());
    const usual = paperCode(await w.issuePaper());
    const longest = paperCode(
      await w.issue(
        { medium: 'paper', holderKey: null, presentUntil: null, ...largest },
        { ...PERSON, name: LONGEST },
      ),
    );
    expect(version(usual, correction.Q)).toBeLessThanOrEqual(13);
    expect(version(longest, correction.Q)).toBeLessThanOrEqual(15);
  });
});
