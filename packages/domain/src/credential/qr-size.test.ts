import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { type Correction, correction, generate, mode } from 'lean-qr';
import { describe, expect, it } from 'vitest';
import { paperCode } from './presentation.ts';
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
