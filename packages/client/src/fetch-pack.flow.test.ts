import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SYSTEM } from '@suizheng/server/context.ts';
import { addStaff } from '@suizheng/server/flows/staff/add-staff.ts';
import { bearer, once as idempotent, phoneWithCredential } from '@suizheng/server/testing/gate.ts';
import { type TestContext, testContext } from '@suizheng/server/testing/test-context.ts';
import { startTestServer, type TestClient } from '@suizheng/server/testing/test-server.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, enrolDevice } from './device.ts';
import { fetchPack } from './fetch-pack.ts';
import type { KeptPack } from './kept-pack.ts';
import { openPack, verify } from './offline.ts';
import type { PackFile } from './types.ts';

/** What the platform answered, in order, and what the device is told instead. */
type Road = {
  readonly answers: PackFile[];
  change: (answer: PackFile, asked: string) => PackFile;
};

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let device: Device;
let other: Device;
const road: Road = { answers: [], change: (answer) => answer };

/** A road to the platform on which packs can be read and changed. */
const between = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await fetch(`${server.url}${request.url}`, {
    method: request.method!,
    headers: Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => ['authorization', 'content-type'].includes(name)),
    ) as Record<string, string>,
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const text = await answer.text();
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  if (!request.url!.includes('/pack')) return void response.end(text);
  const whole = JSON.parse(text) as PackFile;
  road.answers.push(whole);
  response.end(JSON.stringify(road.change(whole, request.url!)));
});

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  client = server.client();
  const staff = { name: '周警官', counter: '随证站', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, context.clock())).token;
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  const baseUrl = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  const enrol = async (label: string) => {
    const body = { organisation: '北京南站', label, scope: 'rail', purposes: ['rail.entry'] };
    const allowed = await client.post('/api/v1/counter/enrolment-codes', body, {
      ...bearer(officer),
      ...idempotent(),
    });
    return enrolDevice({ baseUrl, code: allowed.body.code });
  };
  [device, other] = [await enrol('1 号闸机'), await enrol('2 号闸机')];
  // Enough of them that changes are shorter than the list.
  for (let n = 0; n < 12; n += 1) await suspend(await phoneWithCredential(context));
});
afterAll(async () => {
  between.closeAllConnections();
  between.close();
  await server.close();
  await context.close();
});
beforeEach(() => {
  road.answers.length = 0;
  road.change = (answer) => answer;
});

type Phone = Awaited<ReturnType<typeof phoneWithCredential>>;

async function suspend(phone: Phone): Promise<void> {
  const path = `/api/v1/counter/credentials/${phone.credentialId}/status`;
  const answer = await client.post(path, { status: 'suspended', reason: '演练' }, bearer(officer));
  expect(answer.status, answer.text).toBe(200);
  // A process asks for versions once a second.
  context.advance(1_001);
}

/** Fetches as a program does that keeps JSON on a disk. */
async function fetched(kept: KeptPack | null = null): Promise<KeptPack> {
  context.advance(1_000);
  return JSON.parse(JSON.stringify(await fetchPack(device, { kept, now: context.clock() })));
}

async function judged(kept: KeptPack | PackFile, phone: Phone): Promise<string> {
  const now = context.clock();
  return (await verify(await openPack(kept, device, { now }), await phone.code(now), { now })).reason;
}

describe('V3: a pack that is kept', () => {
  it('is renewed by a manifest alone where nothing has changed, and judges on', async () => {
    const phone = await phoneWithCredential(context);
    const first = await fetched();
    const second = await fetched(first);
    const [whole, news] = road.answers;
    expect(whole).toMatchObject({ statusLists: [{ list: 0, kind: 'whole' }] });
    expect(news).toMatchObject({ trustList: null, grant: null, statusLists: [] });
    expect(second).toMatchObject({ trustList: first.trustList, grant: first.grant, lists: first.lists });
    const now = context.clock();
    const ages = [first, second].map(async (kept) => (await openPack(kept, device, { now })).issuedAt);
    const [before, after] = await Promise.all(ages);
    expect(after!.getTime()).toBeGreaterThan(before!.getTime());
    expect(await judged(second, phone)).toBe('valid-offline');
    // As it was sent it opens too: who kept one of an earlier version of the package goes on.
    expect(await judged(whole!, phone)).toBe('valid-offline');
    expect(await fetched(whole as unknown as KeptPack)).toMatchObject({ lists: second.lists });
  });

  it('learns of a suspension by what has changed, from whichever version it has', async () => {
    const [a, b] = [await phoneWithCredential(context), await phoneWithCredential(context)];
    const first = await fetched();
    await suspend(a);
    const second = await fetched(first);
    await suspend(b);
    for (const kept of [first, second]) {
      const third = await fetched(kept);
      expect(road.answers.at(-1)).toMatchObject({ statusLists: [{ list: 0, kind: 'delta' }] });
      expect(await judged(third, a)).toBe('suspended');
      expect(await judged(third, b)).toBe('suspended');
    }
    expect(await judged(second, b)).toBe('valid-offline');
  });

  it('is asked for whole where a part is lost on the way, or belongs to another', async () => {
    const phone = await phoneWithCredential(context);
    const first = await fetched();
    await suspend(phone);
    road.change = (answer, asked) => (asked.includes('lists=') ? { ...answer, statusLists: [] } : answer);
    expect(await judged(await fetched(first), phone)).toBe('suspended');
    expect(road.answers.at(-1)).toMatchObject({ statusLists: [{ kind: 'whole' }] });
    const stale = road.answers.find(({ statusLists }) => statusLists[0]?.kind === 'delta')!;
    await suspend(await phoneWithCredential(context));
    road.change = (answer, asked) =>
      asked.includes('lists=') ? { ...answer, statusLists: stale.statusLists } : answer;
    expect(await judged(await fetched(first), phone)).toBe('suspended');
  });

  it('is not replaced by one whose parts do not belong together, nor by an older one', async () => {
    const phone = await phoneWithCredential(context);
    const early = await fetched();
    const [older] = road.answers;
    await suspend(phone);
    const first = await fetched(early);
    road.change = (answer) => ({ ...answer, statusLists: older!.statusLists });
    await expect(fetched(first)).rejects.toMatchObject({ code: 'pack-mixed' });
    road.change = () => older!;
    await expect(fetched(first)).rejects.toMatchObject({ code: 'pack-older' });
    // Also where what is kept no longer opens but for its manifest.
    await expect(fetched({ ...first, lists: [] })).rejects.toMatchObject({ code: 'pack-older' });
    expect(await judged(first, phone)).toBe('suspended');
  });

  it('that was changed on the disk is refused, and made good by the whole', async () => {
    const phone = await phoneWithCredential(context);
    await suspend(phone);
    const first = await fetched();
    const [list] = first.lists;
    const freed = { ...first, lists: [{ ...list!, bits: list!.bits.replace(/[B-Z]/g, 'A') }] };
    await expect(judged(freed, phone)).rejects.toMatchObject({ code: 'pack-mixed' });
    for (const broken of [freed, { ...first, manifest: 'no base64url!' }, { ...first, trustList: 'AAAA' }]) {
      expect(await judged(await fetched(broken), phone)).toBe('suspended');
      expect(road.answers.at(-1)).toMatchObject({ statusLists: [{ kind: 'whole' }] });
    }
  });

  it('of another device is none: neither taken nor gone on with', async () => {
    const first = await fetched();
    const theirs = await fetchPack(other, { kept: first, now: context.clock() });
    expect(theirs.reader.id).toBe(other.id);
    road.change = () => road.answers.find(({ reader }) => reader.id === other.id)!;
    await expect(fetched(first)).rejects.toMatchObject({ code: 'pack-other-device' });
  });
});
