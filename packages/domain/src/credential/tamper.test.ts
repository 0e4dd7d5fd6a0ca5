import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { ELECTRONIC_PREFIX, MAX_CODE_LENGTH, PAPER_PREFIX, paperCode } from './presentation.ts';
import { createWorld } from './testing/world.ts';
import { REFUSED_REASONS } from './verdict.ts';
import { verifyCode } from './verify.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

describe('a tampered code', () => {
  let w: Awaited<ReturnType<typeof createWorld>>;
  let electronic: string;
  let paper: string;
  beforeAll(async () => {
    w = await createWorld(nodeCrypto());
    electronic = await w.present(await w.issue());
    paper = paperCode(await w.issuePaper());
  });
  const accepted = async (text: string) => (await verifyCode(text, w.context)).verdict !== 'refused';

  for (const medium of ['electronic', 'paper'] as const) {
    it(`V4: is refused whichever single bit of an ${medium} code flips`, async () => {
      const text = medium === 'paper' ? paper : electronic;
      const prefix = medium === 'paper' ? PAPER_PREFIX : ELECTRONIC_PREFIX;
      expect(await accepted(text)).toBe(true);
      const bytes = decodeBase45(text, prefix.length);
      const survivors: number[] = [];
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        if (await accepted(prefix + encodeBase45(changed))) survivors.push(bit);
      }
      expect(survivors).toEqual([]);
    });
  }

  it('V4: is refused whichever single character changes, goes missing or is doubled', async () => {
    const survivors: string[] = [];
    for (let i = 0; i < electronic.length; i += 1) {
      const own = ALPHABET.indexOf(electronic[i]!);
      for (const step of [1, 7, 22, 44]) {
        const other = ALPHABET[(own + step) % 45]!;
        if (await accepted(electronic.slice(0, i) + other + electronic.slice(i + 1)))
          survivors.push(`${i}${other}`);
      }
      if (await accepted(electronic.slice(0, i) + electronic.slice(i + 1))) survivors.push(`${i}-`);
      if (await accepted(electronic.slice(0, i) + electronic.slice(i - 1))) survivors.push(`${i}+`);
    }
    expect(survivors).toEqual([]);
  });

  it('a refusal for bytes that no signature covers says the reason and nothing else', async () => {
    const bytes = decodeBase45(electronic, ELECTRONIC_PREFIX.length);
    bytes[bytes.length - 1]! ^= 1;
    const result = await verifyCode(ELECTRONIC_PREFIX + encodeBase45(bytes), w.context);
    expect(result).toEqual({ verdict: 'refused', reason: 'bad-holder-signature' });
  });

  it('V6: ten thousand malformed texts each get a reason, and none throws', async () => {
    const mutated = fc
      .tuple(
        fc.constantFrom('e', 'p'),
        fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'insert', 'swap')), {
          minLength: 1,
          maxLength: 6,
        }),
      )
      .map(([medium, edits]) => {
        const prefix = medium === 'p' ? PAPER_PREFIX : ELECTRONIC_PREFIX;
        let bytes = [...decodeBase45(medium === 'p' ? paper : electronic, prefix.length)];
        for (const [place, value, edit] of edits) {
          const at = place % (bytes.length || 1);
          if (edit === 'set') bytes[at] = value === bytes[at] ? value ^ 1 : value;
          if (edit === 'cut') bytes = bytes.slice(0, at);
          if (edit === 'insert') bytes.splice(at, 0, value);
          if (edit === 'swap') bytes.reverse();
        }
        return prefix + encodeBase45(Uint8Array.from(bytes));
      });
    const text = fc.oneof(
      { weight: 4, arbitrary: mutated },
      { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom('SZ1:', 'SZP1:', 'SZ2:', 'sz1:', 'HC1:', ''),
            fc.uint8Array({ maxLength: 500 }),
          )
          .map(([prefix, bytes]) => prefix + encodeBase45(bytes)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.constantFrom(ELECTRONIC_PREFIX, PAPER_PREFIX),
            fc.string({ unit: fc.constantFrom(...ALPHABET) }),
          )
          .map(([prefix, body]) => prefix + body),
      },
    );
    const property = fc.asyncProperty(text, async (candidate) => {
      if (candidate === electronic || candidate === paper) return;
      const result = await verifyCode(candidate, w.context);
      expect(result.verdict).toBe('refused');
      expect(REFUSED_REASONS).toContain(result.reason);
    });
    await fc.assert(property, { numRuns: 10_000 });
  }, 60_000);

  it('V6: texts past the length limit are refused unread, and things that are no text too', async () => {
    const long = await verifyCode(`SZ1:${'A'.repeat(MAX_CODE_LENGTH)}`, w.context);
    expect(long).toEqual({ verdict: 'refused', reason: 'malformed', detail: 'too-long' });
    for (const odd of [undefined, null, 7, {}, [], '']) {
      const result = await verifyCode(odd as string, w.context);
      expect(result).toEqual({ verdict: 'refused', reason: 'malformed', detail: 'empty' });
    }
    expect(await verifyCode('SZ2:AAA', w.context)).toEqual({
      verdict: 'refused',
      reason: 'unsupported-version',
    });
  });
});
