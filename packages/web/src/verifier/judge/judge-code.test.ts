import { paperCode } from '@suizheng/domain/credential/presentation.ts';
import { createWorld, NOW, PERSON } from '@suizheng/domain/credential/testing/world.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { alreadyPresented } from '../gate/check-code.ts';
import { logEntryOf, lookOf } from '../looks/look-of.ts';
import { type JudgeData, judgeCode, statusListOf } from './judge-code.ts';

const crypto = webCrypto();
let world: Awaited<ReturnType<typeof createWorld>>;
let code: string;
let data: JudgeData;

beforeAll(async () => {
  world = await createWorld(crypto);
  code = await world.present(await world.issue());
  const purposes = ['rail.entry', 'rail.exit'];
  data = {
    trust: world.trust,
    statusLists: new Map([[1, world.snapshot]]),
    reader: { ...world.railReader, purposes },
    purpose: 'rail.entry',
  };
});

const judge = (text: string, over: Partial<JudgeData> = {}, online = true, now = NOW) =>
  judgeCode(text, { ...data, ...over }, { now, online }, crypto);
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000);

describe('the gate’s verdict', () => {
  it('B6: opens the fields of the purpose at hand, not of all that the grant allows', async () => {
    expect(await judge(code)).toMatchObject({ reason: 'valid', fields: PERSON });
    const exit = await judge(code, { purpose: 'rail.exit' });
    expect(exit).toMatchObject({ reason: 'valid', fields: { name: PERSON.name } });
    expect(JSON.stringify(exit)).not.toContain(PERSON.number!);
  });

  it('opens nothing without a purpose, and nothing for one that was not granted', async () => {
    for (const purpose of [null, 'rail.sale', 'no.such']) {
      expect(await judge(code, { purpose })).toMatchObject({ reason: 'valid', fields: {} });
    }
  });

  it('T5: shows a stranger no field', async () => {
    const seen = await judge(code, { reader: null, purpose: null });
    expect(seen).toMatchObject({ reason: 'valid', fields: {} });
    expect(JSON.stringify(seen)).not.toContain(PERSON.name!);
  });

  it.each([
    ['hotel', 'not-valid-here'],
    ['border', 'not-valid-for-border'],
  ])('T4: says so to a device of another scope (%s), and no more', async (scope, reason) => {
    const seen = await judge(code, { reader: { ...world.railReader, scope } });
    expect(seen.reason).toBe(reason);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${PERSON.name}|${PERSON.number}`));
  });

  it('V3: is never green without a network, and never accepts what is older than policy allows', async () => {
    expect(await judge(code, {}, false)).toMatchObject({ verdict: 'accepted-offline' });
    const paper = await world.issuePaper({ expiresAt: Math.floor(hours(90).getTime() / 1_000) });
    expect(await judge(paperCode(paper), {}, false, hours(23))).toMatchObject({
      verdict: 'accepted-offline',
    });
    expect(await judge(paperCode(paper), {}, true, hours(25))).toMatchObject({ reason: 'data-too-old' });
  });

  it('V3: without any trust list that counts, accepts nothing and still knows what is no code', async () => {
    expect(await judge(code, { trust: null })).toEqual({ verdict: 'refused', reason: 'data-too-old' });
    expect((await judge('https://example.org', { trust: null })).reason).toBe('malformed');
    expect((await judge('SZ9:ABC', { trust: null })).reason).toBe('unsupported-version');
  });

  it('V6: has a reason for every text there is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `SZ1:${s}`),
        ),
        async (text) => {
          expect((await judge(text)).verdict).toBe('refused');
          expect((await judge(text, { trust: null })).verdict).toBe('refused');
        },
      ),
    );
  });

  it('finds the status list that a code points to, and none in anything else', () => {
    expect(statusListOf(code)).toBe(1);
    expect(statusListOf('SZ1:NONSENSE')).toBeNull();
  });
});

describe('what is kept of a look', () => {
  const at = {
    lookId: '00000000-0000-4000-8000-000000000001',
    at: NOW,
    purpose: 'rail.entry',
    online: false,
  };

  it('bears no name and no number, neither in the log nor in the report', async () => {
    const seen = await judge(code);
    const kept = JSON.stringify([logEntryOf(seen, at), lookOf(seen, at)]);
    expect(kept).not.toContain(PERSON.name!);
    expect(kept).not.toContain(PERSON.number!);
  });

  it('is not reported where nothing was proven, and is logged all the same', async () => {
    const forged = await judge(code.slice(0, -3));
    expect(lookOf(forged, at)).toBeNull();
    expect(logEntryOf(forged, at)).toMatchObject({ colour: 'red', procedure: null });
  });

  it('V4: a code that was shown elsewhere before loses its fields with its verdict', async () => {
    const turned = alreadyPresented(await judge(code));
    expect(turned).toMatchObject({ verdict: 'refused', reason: 'already-presented' });
    expect(turned).not.toHaveProperty('fields');
  });
});
