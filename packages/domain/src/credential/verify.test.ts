import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { renewCredential } from './credential.ts';
import { createHolderKey } from './holder-key.ts';
import { paperCode } from './presentation.ts';
import { authority, createWorld, NOW, PERSON, T } from './testing/world.ts';
import { verifyCode } from './verify.ts';
import { webCrypto } from './webcrypto.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);

for (const [name, crypto] of [
  ['node:crypto', nodeCrypto()],
  ['WebCrypto', webCrypto()],
] as const) {
  describe(`verifyCode on ${name}`, () => {
    let w: World;
    let code: string;
    beforeAll(async () => {
      w = await createWorld(crypto);
      code = await w.present(await w.issue());
    });
    const reason = async (text: string, overrides: Partial<World['context']> = {}) =>
      (await verifyCode(text, { ...w.context, ...overrides })).reason;

    it('T5: a stranger learns that a credential of this type is valid now, and nothing about its holder', async () => {
      const result = await verifyCode(code, w.context);
      expect(result).toMatchObject({
        verdict: 'accepted',
        reason: 'valid',
        type: 'rail-temporary-id',
        fields: {},
      });
      expect(result).not.toHaveProperty('certificateId');
      expect(JSON.stringify(result)).not.toContain(PERSON.number!);
    });

    it('B6: an enrolled device reads exactly the fields whose keys it holds', async () => {
      const all = await verifyCode(code, { ...w.context, reader: w.railReader });
      expect(all).toMatchObject({ reason: 'valid', fields: PERSON });
      expect(all).toHaveProperty(
        'certificateId',
        expect.stringMatching(/^1\.2\.156\.3005\.2\..+\.20260000403\.001\..$/),
      );
      const nameOnly = {
        ...w.railReader,
        fieldKeys: w.railReader.fieldKeys.filter((k) => k.field === 'name'),
      };
      const some = await verifyCode(code, { ...w.context, reader: nameOnly });
      expect(some).toHaveProperty('fields', { name: PERSON.name });
    });

    it('B6: outside its scope a credential is "not valid here", whatever its state, without holder data', async () => {
      const hotel = { ...w.railReader, scope: 'hotel' };
      const result = await verifyCode(code, { ...w.context, reader: hotel });
      expect(result).toMatchObject({ verdict: 'not-valid-here', reason: 'not-valid-here' });
      expect(result).not.toHaveProperty('fields');
      const revoked = await w.present(await w.issue({ status: { list: 1, index: 8 } }));
      w.statuses.set(8, 'revoked');
      expect(await reason(revoked, { reader: hotel })).toBe('not-valid-here');
    });

    it('T4: a credential of two scopes is valid in both, and at the border is "not valid for border crossing"', async () => {
      const permit = await w.present(await w.issue({ type: 2 }));
      const at = (scope: string) => ({ ...w.railReader, scope });
      for (const scope of ['rail', 'air']) expect(await reason(permit, { reader: at(scope) })).toBe('valid');
      expect(await reason(permit, { reader: at('hotel') })).toBe('not-valid-here');
      const result = await verifyCode(permit, { ...w.context, reader: at('border') });
      expect(result).toMatchObject({ verdict: 'not-valid-here', reason: 'not-valid-for-border' });
      expect(result).not.toHaveProperty('fields');
      expect(result).not.toHaveProperty('validUntil');
      // Air alone is not what the rail credential is for, and the border says the same of every credential.
      expect(await reason(code, { reader: at('air') })).toBe('not-valid-here');
      expect(await reason(code, { reader: at('border') })).toBe('not-valid-for-border');
    });

    it('V3: nothing stale is ever green', async () => {
      expect(await reason(code, { online: false })).toBe('valid-offline');
      const later = async (seconds: number) => {
        const now = new Date(NOW.getTime() + seconds * 1000);
        return reason(await w.present(await w.issue({ presentUntil: T + 86_000 }), now), { now });
      };
      expect(await later(200)).toBe('valid');
      expect(await later(400)).toBe('valid-offline');
      w.trust.freshness.amber = 1000;
      expect(await later(1200)).toBe('data-too-old');
      w.trust.freshness.amber = 86_400;
      expect(await reason(code, { statusList: () => ({ ...w.snapshot, expiresAt: T }) })).toBe(
        'data-too-old',
      );
    });

    it('V4: an old code is refused as a screenshot would be, and a code from the future too', async () => {
      expect(await reason(code, { now: new Date(NOW.getTime() + 90_000) })).toBe('valid');
      expect(await reason(code, { now: new Date(NOW.getTime() + 91_000) })).toBe('code-expired');
      expect(await reason(code, { now: new Date(NOW.getTime() - 30_000) })).toBe('valid');
      const ahead = await w.present(await w.issue(), new Date(NOW.getTime() + 31_000));
      expect(await reason(ahead)).toBe('code-from-future');
    });

    it('B5: the gate itself enforces the face check every 30 minutes, and a renewal lifts it', async () => {
      const credential = await w.issue();
      const now = minutes(40);
      expect(await reason(await w.present(credential, now), { now })).toBe('face-recheck-due');
      const renewed = await renewCredential(credential, T + 4000, w.issuer.signer);
      const again = await verifyCode(await w.present(renewed, now), {
        ...w.context,
        reader: w.railReader,
        now,
      });
      expect(again).toMatchObject({ verdict: 'accepted-offline', fields: PERSON });
      const first = await verifyCode(await w.present(credential), w.context);
      expect(again).toHaveProperty('credentialId', (first as { credentialId: string }).credentialId);
    });

    it('B3: before its start and after its end a credential is refused', async () => {
      const cases = { issuedAt: T + 3600, presentUntil: T + 7200 };
      expect(await reason(await w.present(await w.issue(cases)))).toBe('not-yet-valid');
      expect(await reason(await w.present(await w.issue({ expiresAt: T })))).toBe('expired');
    });

    it('V6: a revoked or suspended credential is refused even by an old list', async () => {
      w.statuses.set(21, 'revoked').set(22, 'suspended');
      const at = async (index: number) => w.present(await w.issue({ status: { list: 1, index } }));
      expect(await reason(await at(21))).toBe('revoked');
      expect(await reason(await at(22))).toBe('suspended');
      expect(await reason(await at(21), { statusList: () => ({ ...w.snapshot, issuedAt: T - 9e6 }) })).toBe(
        'revoked',
      );
      expect(await reason(await at(5000))).toBe('status-unknown');
      expect(await reason(code, { statusList: () => undefined })).toBe('status-unknown');
    });

    it('a device whose clock stands before its own data says so', async () => {
      expect(await reason(code, { now: minutes(-30) })).toBe('device-clock-wrong');
    });

    it('unknown keys, retired keys, keys past their end and unknown types each have their reason', async () => {
      const other = await authority(9);
      expect(await reason(await w.present(await w.issue({}, PERSON, other.signer)))).toBe('unknown-issuer');
      const forged = { ...other.signer, kid: w.issuer.signer.kid };
      expect(await reason(await w.present(await w.issue({}, PERSON, forged)))).toBe('bad-issuer-signature');
      const status = { ...w.statusSigner.signer };
      expect(await reason(await w.present(await w.issue({}, PERSON, status)))).toBe('unknown-issuer');
      const withKey = (change: object) => ({
        ...w.trust,
        keys: w.trust.keys.map((k) => ({ ...k, ...change })),
      });
      expect(await reason(code, { trust: withKey({ validUntil: T }) })).toBe('issuer-key-expired');
      expect(await reason(code, { trust: withKey({ retiredAt: T - 61 }) })).toBe('issuer-key-expired');
      expect(await reason(code, { trust: withKey({ retiredAt: T - 60 }) })).toBe('valid');
      expect(await reason(code, { trust: { ...w.trust, types: [] } })).toBe('unknown-type');
    });

    it('B8: paper is accepted with the call to compare the person', async () => {
      const paper = paperCode(await w.issuePaper());
      const result = await verifyCode(paper, { ...w.context, reader: w.railReader });
      expect(result).toMatchObject({
        verdict: 'accepted',
        reason: 'paper-compare-person',
        medium: 'paper',
        fields: PERSON,
      });
      const offline = await verifyCode(paper, { ...w.context, online: false });
      expect(offline).toMatchObject({ verdict: 'accepted-offline', reason: 'paper-compare-person' });
    });

    it('splices are refused: stripped holder binding, foreign holder, foreign fields, paper shown as electronic', async () => {
      const credential = await w.issue();
      expect(await verifyCode(paperCode(credential), w.context)).toEqual({
        verdict: 'refused',
        reason: 'malformed',
        detail: 'medium',
      });
      const thief = await createHolderKey();
      expect(await reason(await w.present(credential, NOW, thief))).toBe('bad-holder-signature');
      const paper = await w.issuePaper();
      expect(await reason(await w.present(paper))).toBe('malformed');
      const b = await w.present(
        await w.issue({}, { name: '李四', number: '990000198502283017' }),
        NOW,
        thief,
      );
      expect(await reason(b)).toBe('bad-holder-signature');
    });

    it('sealed fields moved to another credential of the same holder stay closed', async () => {
      const { parseCredential } = await import('./credential.ts');
      const a = parseCredential(await w.issue()).claims;
      const moved = await w.present(await w.issue({ sealed: a.sealed }));
      const result = await verifyCode(moved, { ...w.context, reader: w.railReader });
      expect(result).toMatchObject({ reason: 'valid', fields: {} });
    });

    it('V4: the same code gives the same id everywhere, a fresh code another one', async () => {
      const credential = await w.issue();
      const one = await w.present(credential);
      const ids = await Promise.all(
        [one, one, await w.present(credential, minutes(0.5))].map(async (text) => {
          const result = await verifyCode(text, w.context);
          return 'codeId' in result ? result.codeId : undefined;
        }),
      );
      expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(ids[1]).toBe(ids[0]);
      expect(ids[2]).not.toBe(ids[0]);
    });
  });
}
