import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import {
  amendmentTrip,
  approve,
  DEVICE_KEY,
  type Fault,
  faults,
  path,
} from '../../testing/amendment-trip.ts';
import { once } from '../../testing/gate.ts';
import { clientOf } from '../../testing/parties.ts';
import { ASKED } from '../../testing/party-trip.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { enrolReader, hashEnrolmentCode } from '../verification/enrol-reader.ts';
import { createDirectory } from './directory.ts';
import { lockParty } from './move.ts';
import { narrowRights } from './narrow-rights.ts';

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let trip: Awaited<ReturnType<typeof amendmentTrip>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  trip = await amendmentTrip(context, server);
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

describe('V1: what a decided change takes away', () => {
  it('V1: readers and clients lose what is no longer approved at once; those left with nothing are revoked', async () => {
    const party = await trip.active();
    const both = await trip.readerOf(party, ['rail.entry', 'rail.check']);
    const gone = await trip.readerOf(party, ['rail.check']);
    const unused = await party.client.post(
      `/api/v1/parties/${party.id}/enrolment-codes`,
      { label: '未启用', scope: 'rail', purposes: ['rail.check'] },
      once(),
    );
    const some = await clientOf(
      context,
      { partyId: party.id },
      { services: ['credential-check', 'real-name-check'] },
    );
    const none = await clientOf(context, { partyId: party.id }, { services: ['real-name-check'] });
    const directory = createDirectory(context, {
      ask: (question: () => unknown) => question(),
      isAway: () => false,
    } as never);
    await directory.refresh();
    const { body: asked } = await trip.ask(party.client, party.id, { services: ['credential-check'] });
    context.advance(1_000);
    const decided = await trip.officer.post(
      path(party.id, asked.id, 'decision'),
      approve({ purposes: ['rail.entry'], services: ['credential-check'] }),
    );
    expect(decided.status, decided.text).toBe(200);
    await directory.refresh();
    const known = directory.readers().filter(({ party_id }) => party_id === party.id);
    expect(known.map(({ reader_id, purposes }) => [reader_id, purposes])).toEqual([
      [both.id, ['rail.entry']],
    ]);
    expect(await directory.client(some.clientId, context.clock())).toMatchObject({
      purposes: ['rail.entry'],
      services: ['credential-check'],
    });
    expect(await directory.client(none.clientId, context.clock())).toBeNull();
    await expect(none.token()).rejects.toThrow('no token');
    const { body: devices } = await party.client.get(`/api/v1/parties/${party.id}/readers`);
    const revoked = devices.items.filter(({ revokedAt }: { revokedAt: string | null }) => revokedAt !== null);
    expect(revoked.map(({ id }: { id: string }) => id)).toEqual([gone.id]);
    // A code that nobody used yet makes no reader any more.
    const late = await server
      .client()
      .post('/api/v1/readers', { code: unused.body.code, encryptionKey: DEVICE_KEY });
    expect(late.status).toBeGreaterThanOrEqual(400);
    const kinds = (await trip.eventsOf(party.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['client.revoked', 'party.amended', 'reader.revoked']);
  });

  it('V1: what is taken away at this very moment no code, no device and no system keeps', async () => {
    const party = await trip.active();
    const codeFor = (purpose: string) =>
      party.client.post(
        `/api/v1/parties/${party.id}/enrolment-codes`,
        { label: purpose, scope: 'rail', purposes: [purpose] },
        once(),
      );
    const before = await codeFor('rail.check');
    const began = context.clock();
    const { publicKey } = await generateKeyPair('ES256');
    const system = {
      label: '后台',
      services: ['real-name-check'],
      jwks: { keys: [await exportJWK(publicKey)] },
    };
    let asking: Promise<{ body: { errors?: Fault[] } }>[] = [];
    await context.db.transaction().execute(async (trx) => {
      await lockParty(trx, party.id);
      asking = [
        codeFor('rail.check'),
        party.client.post(`/api/v1/parties/${party.id}/clients`, system, once()),
      ];
      await untilSomebodyWaits(context.db, asking.length);
      const rights = { purposes: ['rail.entry'], services: ['credential-check' as const] };
      await trx.updateTable('relying_party').set(rights).where('party_id', '=', party.id).execute();
      context.advance(1_000);
      await narrowRights(trx, party.id, rights, { actor: SYSTEM, now: context.clock() });
    });
    expect((await Promise.all(asking)).map(faults)).toEqual([
      ['purposes.0 purpose.not-approved'],
      ['services.0 service.not-approved'],
    ]);
    // One that began before the decision, and was waiting for it.
    const late = { code: before.body.code, encryptionKey: DEVICE_KEY, traceId: '0'.repeat(32), now: began };
    await expect(enrolReader(context, late)).rejects.toMatchObject({ code: 'enrolment-code-invalid' });
  });

  it('V1: a device that is being enrolled while its purpose is taken away loses it too', async () => {
    const party = await trip.active();
    const { body } = await party.client.post(
      `/api/v1/parties/${party.id}/enrolment-codes`,
      { label: '闸机', scope: 'rail', purposes: ['rail.check'] },
      once(),
    );
    const code_hash = hashEnrolmentCode(body.code);
    let narrowing: Promise<void> | undefined;
    await context.db.transaction().execute(async (trx) => {
      const now = context.clock();
      await trx
        .updateTable('enrolment_code')
        .set({ used_at: now })
        .where('code_hash', '=', code_hash)
        .execute();
      narrowing = context.db.transaction().execute(async (other) => {
        const rights = { purposes: ['rail.entry'], services: ASKED.services as never };
        await narrowRights(other, party.id, rights, { actor: SYSTEM, now });
      });
      await untilSomebodyWaits(context.db);
      const encryption_key = Buffer.from(DEVICE_KEY, 'base64url');
      const rights = { organisation: '站', label: '闸机', scope: 'rail', purposes: ['rail.check'] };
      const made = { token_hash: randomBytes(32), encryption_key, enrolled_at: now, revoked_at: null };
      await trx
        .insertInto('reader')
        .values({ reader_id: randomUUID(), ...rights, ...made, party_id: party.id, enrolled_with: code_hash })
        .execute();
    });
    await narrowing;
    const { items } = (await party.client.get(`/api/v1/parties/${party.id}/readers`)).body;
    expect(items).toMatchObject([{ purposes: ['rail.check'], revokedAt: expect.any(String) }]);
  });
});
