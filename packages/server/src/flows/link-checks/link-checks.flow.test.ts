import { randomUUID } from 'node:crypto';
import { LINK_CONSENT } from '@suizheng/domain/contract/link-consent.ts';
import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { documentLink } from '@suizheng/domain/procedures/document-link/procedure.ts';
import { HOLDERS, syntheticResidencePermit } from '@suizheng/sandbox/permits/holders.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../../db/people.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { doCheck } from '../../testing/do-check.ts';
import { once } from '../../testing/gate.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { newHolderKey } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { type Answer, startTestServer, type TestClient } from '../../testing/test-server.ts';
import { apply } from '../applications/apply.ts';
import { answerLinkChecks, forgetLinkChecks } from './answer-link-checks.ts';
import { tellLinkRequest } from './tell-link-request.ts';

const START = new Date('2026-11-02T09:03:00+08:00');
const WAIT = partyPolicy.consentWaitMs;
const [JIAHAO, , JIAMIN] = HOLDERS;
const RESIDENCE = HOLDERS.find(({ sameAs }) => sameAs === JIAHAO!.number)!;
const OTHER_RESIDENCE = HOLDERS.find(({ sameAs }) => sameAs === JIAMIN!.number)!;
const NOBODYS_RESIDENCE = syntheticResidencePermit('81', '1980-01-01', 'male');
const permit = (number = JIAHAO!.number) => ({ document: 'home-return-permit', number });
const residence = (number = RESIDENCE.number) => ({ document: 'residence-permit', number });

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let limited: Awaited<ReturnType<typeof startTestServer>>;
let bank: { partyId: string; organisationId: string; name: string };
let system: TestClient;
let token: string;
let holder: { accountId: string; personId: string; phone: TestClient };
let day = 0;

beforeAll(async () => {
  context = await testContext({ now: START, vision: scriptedVision() });
  // The HTTP layer's own limits would take a slow machine for a crowd; what is counted here is counted by the flows.
  server = await startTestServer(context, { limits: false });
  limited = await startTestServer(context);
  bank = await activeParty(context, { name: '示范银行', purposes: ['bank.account', 'telecom.subscriber'] });
  system = server.client();
  holder = await holderOf(JIAHAO!.number, 'home-return-permit', JIAHAO!.name);
});
afterAll(async () => {
  await server.close();
  await limited.close();
  await context.close();
});
beforeEach(async () => {
  system = server.client();
  // A day of its own for each: questions about one number are few in a day.
  context.setNow(new Date(START.getTime() + 2 * 86_400_000 * day++));
  token = await (await clientOf(context, bank)).token('link-check');
  holder.phone.cookie = await sessionOf(context, holder.accountId);
});
afterEach(() => context.world.fault('off', 'permits'));

async function holderOf(number: string, document: 'home-return-permit' | 'residence-permit', name: string) {
  const person = await findOrCreatePerson(
    context.db,
    context.keys,
    { name, number, document },
    context.clock(),
  );
  const accountId = await context.newAccount('real-person', person.person_id);
  const phone = server.client();
  phone.cookie = await sessionOf(context, accountId);
  return { accountId, personId: person.person_id, phone };
}

const ask = (
  first: object = permit(),
  second: object = residence(),
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  system.post(
    '/api/v1/services/link-checks',
    { purpose: 'bank.account', first, second, ...more },
    { authorization: `Bearer ${token}`, ...once(), ...headers },
  );
const read = (id: string) =>
  system.get(`/api/v1/services/link-checks/${id}`, { authorization: `Bearer ${token}` });
const evidence = (id: string) =>
  system.get(`/api/v1/services/evidence/${id}`, { authorization: `Bearer ${token}` });
const say = (phone: TestClient, id: string, what: string, version = LINK_CONSENT.version) =>
  phone.post(`/api/v1/link-requests/${id}/decision`, { say: what, version }, once());
const events = async (id: string) =>
  (
    await context.db
      .selectFrom('party_event')
      .select(['data', 'at'])
      .where('kind', '=', 'link-check.answered')
      .where('party_id', '=', bank.partyId)
      .execute()
  ).filter(({ data }) => data.evidenceId === id);

describe('L3: the holder is asked on their phone', () => {
  it('L3: who asks, for what, about which documents, masked; agreed: the party reads confirmed at once', async () => {
    const asked = await ask();
    expect(asked.status, asked.text).toBe(202);
    expect(asked.body).toMatchObject({
      service: 'link-check',
      state: 'waiting',
      answer: null,
      code: 'consent-awaited',
      answersAt: new Date(context.clock().getTime() + WAIT).toISOString(),
      answeredAt: null,
    });
    const { evidenceId } = asked.body;
    await tellLinkRequest(context, { evidenceId });
    await tellLinkRequest(context, { evidenceId });
    const inbox = (await holder.phone.get('/api/v1/notifications')).body.items.filter(
      ({ link }: { link: { id: string } }) => link.id === evidenceId,
    );
    expect(inbox).toMatchObject([{ kind: 'link-request', link: { to: 'request' }, sms: 'queued' }]);
    const [request] = (await holder.phone.get('/api/v1/link-requests', { 'accept-language': 'zh-HK' })).body;
    expect(request).toMatchObject({
      id: evidenceId,
      organisation: '示范银行',
      purpose: { id: 'bank.account', text: '開立帳戶' },
      state: 'waiting',
      told: null,
    });
    expect(request.documents.map(({ document }: { document: string }) => document)).toEqual([
      'home-return-permit',
      'residence-permit',
    ]);
    expect(JSON.stringify(request)).not.toContain(JIAHAO!.number);
    expect(JSON.stringify(request)).not.toContain(RESIDENCE.number);
    context.advance(60_000);
    const agreed = await say(holder.phone, evidenceId, 'approve');
    expect(agreed.body, agreed.text).toMatchObject({ state: 'approved', told: 'yes', documents: [] });
    const answer = (await read(evidenceId)).body;
    expect(answer).toMatchObject({
      state: 'answered',
      answer: 'confirmed',
      verdict: 'match',
      code: 'linked',
      answeredAt: context.clock().toISOString(),
    });
    expect((await evidence(evidenceId)).body).toMatchObject({ verdict: 'match', code: 'linked' });
    expect(await events(evidenceId)).toMatchObject([{ data: { answer: 'confirmed' } }]);
    // Nothing of the numbers stays, and the time that was to be waited brings nothing more.
    context.advance(WAIT);
    await answerLinkChecks(context);
    expect(await events(evidenceId)).toHaveLength(1);
    const row = await context.db
      .selectFrom('link_check')
      .selectAll()
      .where('evidence_id', '=', evidenceId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      said: 'approved',
      consent_version: LINK_CONSENT.version,
      verdict: 'confirmed',
    });
    expect([row.sealed.length, row.data_key.length]).toEqual([0, 0]);
  });

  it('L3: a holder known by the residence permit is found too, in either order of the question', async () => {
    const other = await holderOf(OTHER_RESIDENCE.number, 'residence-permit', OTHER_RESIDENCE.name);
    const asked = await ask(residence(OTHER_RESIDENCE.number), permit(JIAMIN!.number));
    const { evidenceId } = asked.body;
    expect((await say(other.phone, evidenceId, 'approve')).body).toMatchObject({ told: 'yes' });
    expect((await read(evidenceId)).body.answer).toBe('confirmed');
  });

  it('L3: a valid link of the holder’s own answers while the register is away; without one the request waits on', async () => {
    const bare = (await ask()).body.evidenceId;
    await context.world.fault('reset', 'permits');
    const away = await say(holder.phone, bare, 'approve');
    expect(away.body).toMatchObject({ code: 'register-unavailable' });
    expect((await holder.phone.get(`/api/v1/link-requests/${bare}`)).body.state).toBe('waiting');
    await context.world.fault('off', 'permits');
    const doer = { ...holder, level: 'real-person' as const };
    const application = await apply(context, doer, {
      procedure: 'document-link',
      input: documentLink.examples[0]!.input as Record<string, unknown>,
      holderKey: newHolderKey().text,
      operationId: randomUUID(),
      actor: { kind: 'account', id: holder.accountId, traceId: null },
      locale: 'en',
    });
    await doCheck(context, doer, { kind: 'application', id: application.id });
    const linked = (await ask()).body.evidenceId;
    await context.world.fault('reset', 'permits');
    expect((await say(holder.phone, linked, 'approve')).body).toMatchObject({ told: 'yes' });
  });

  it('L3: said once, in time, in today’s words, by nobody else', async () => {
    const { evidenceId } = (await ask()).body;
    const stranger = await holderOf('H99000002', 'home-return-permit', '李詠詩');
    expect((await say(stranger.phone, evidenceId, 'approve')).status).toBe(404);
    expect((await stranger.phone.get(`/api/v1/link-requests/${evidenceId}`)).status).toBe(404);
    expect((await say(holder.phone, evidenceId, 'approve', '2020-01-01')).body).toMatchObject({
      errors: [{ field: 'version', code: 'consent.missing' }],
    });
    expect((await say(holder.phone, evidenceId, 'refuse')).body).toMatchObject({
      state: 'refused',
      told: 'nothing',
    });
    expect((await say(holder.phone, evidenceId, 'approve')).body.code).toBe('wrong-state');
    const late = (await ask()).body.evidenceId;
    context.advance(WAIT);
    expect((await say(holder.phone, late, 'approve')).body.code).toBe('wrong-state');
    expect((await holder.phone.get(`/api/v1/link-requests/${late}`)).body).toMatchObject({
      state: 'expired',
      told: 'nothing',
      documents: [],
    });
  });

  it('L3: reported: refused, and the officers who read reports have it', async () => {
    const { evidenceId } = (await ask()).body;
    expect((await say(holder.phone, evidenceId, 'report')).body).toMatchObject({ state: 'reported' });
    const reports = await context.db
      .selectFrom('look_report')
      .select(['organisation', 'party_id', 'kind', 'state'])
      .where('evidence_id', '=', evidenceId)
      .execute();
    expect(reports).toEqual([
      { organisation: '示范银行', party_id: bank.partyId, kind: 'service', state: 'received' },
    ]);
  });

  it('L3: past the limit the holder gets no more text messages, and the party sees no difference', async () => {
    const { most } = linkCheckPolicy.messagesToHolder[0]!;
    const sms: string[] = [];
    for (let i = 0; i < most + 1; i += 1) {
      const party = await activeParty(context, { purposes: ['bank.account'] });
      const key = await (await clientOf(context, party)).token('link-check');
      const asked = await ask(permit(), residence(), {}, { authorization: `Bearer ${key}` });
      expect(asked.status).toBe(202);
      await tellLinkRequest(context, { evidenceId: asked.body.evidenceId });
      const { items } = (await holder.phone.get('/api/v1/notifications')).body;
      sms.push(items.find(({ link }: { link: { id: string } }) => link.id === asked.body.evidenceId).sms);
    }
    expect(sms.filter((one) => one === 'none')).toHaveLength(1);
    expect(sms.at(-1)).toBe('none');
  });
});

describe('L3: no match leaks nothing', () => {
  /** All of an answer that may not tell one reason from another: everything but ids and the trace. */
  const sameness = ({ status, body, headers }: Answer) => {
    const { evidenceId, traceId, ...rest } = body;
    const named = [...headers.entries()]
      .filter(([name]) => !/^(date|x-trace-id|content-length)$|ratelimit/.test(name))
      .map(([name, value]) => `${name}: ${value}`)
      .sort();
    return JSON.stringify({ status, rest, named, length: headers.get('content-length') });
  };

  it('L3: refused, reported, ignored, unknown, two people’s and no account are one answer at one moment, byte by byte', async () => {
    const own = await activeParty(context, { purposes: ['bank.account'], name: '甲银行' });
    token = await (await clientOf(context, own)).token('link-check');
    const taiwan = HOLDERS.find(({ number }) => number === '99000001')!;
    const cases = {
      ignored: await ask(),
      refused: await ask(),
      reported: await ask(),
      // A real permit of somebody without an account; numbers that nobody has; documents of two people.
      noAccount: await ask(
        { document: 'taiwan-permit', number: taiwan.number },
        residence('839900199304170037'),
      ),
      unknown: await ask(permit('H99999999'), residence(NOBODYS_RESIDENCE)),
      twoPeople: await ask(permit(), residence(OTHER_RESIDENCE.number)),
    };
    const shapes = (answers: readonly Answer[]) => new Set(answers.map(sameness));
    expect(shapes(Object.values(cases)).size).toBe(1);
    const id = (which: keyof typeof cases) => cases[which].body.evidenceId as string;
    const ids = (Object.keys(cases) as (keyof typeof cases)[]).map(id);
    await Promise.all(ids.map((evidenceId) => tellLinkRequest(context, { evidenceId })));
    await say(holder.phone, id('refused'), 'refuse');
    await say(holder.phone, id('reported'), 'report');
    expect((await say(holder.phone, id('twoPeople'), 'approve')).body).toMatchObject({
      state: 'approved',
      told: 'nothing',
    });
    const everywhere = async () => {
      const each = async (one: string) =>
        [await read(one), await evidence(one), await eventsOf(own, one)] as const;
      const found = [];
      for (const one of ids) found.push(await each(one));
      return {
        read: found.map(([answer]) => answer),
        evidence: found.map(([, answer]) => answer),
        events: found.map(([, , told]) => told),
      };
    };
    // A moment before the end, with the worker at work, nothing is said of any of them.
    context.advance(WAIT - 1);
    await answerLinkChecks(context);
    const before = await everywhere();
    expect(shapes(before.read).size).toBe(1);
    expect(before.read[0]!.body).toMatchObject({ state: 'waiting', code: 'consent-awaited', answer: null });
    expect(before.evidence.map(({ status }) => status)).toEqual(ids.map(() => 404));
    expect(before.events).toEqual(ids.map(() => []));
    // At the end they are answered, whether or not the worker has come by.
    context.advance(1);
    const end = await everywhere();
    expect(shapes(end.read).size).toBe(1);
    expect(end.read[0]!.body).toMatchObject({
      state: 'answered',
      answer: 'not-confirmed',
      code: 'not-linked',
      answeredAt: context.clock().toISOString(),
    });
    await answerLinkChecks(context);
    const after = await everywhere();
    expect(shapes(after.read)).toEqual(shapes(end.read));
    expect(shapes(after.evidence).size).toBe(1);
    expect(after.evidence[0]!.body).toMatchObject({ verdict: 'no-match', code: 'not-linked' });
    expect(new Set(after.events.map((told) => JSON.stringify(told))).size).toBe(1);
    expect(after.events[0]).toHaveLength(1);
  });

  const eventsOf = async (party: { partyId: string }, id: string) =>
    (
      await context.db
        .selectFrom('party_event')
        .select(['kind', 'data', 'at'])
        .where('party_id', '=', party.partyId)
        .execute()
    )
      .filter(({ data }) => data.evidenceId === id)
      .map(({ kind, data: { evidenceId: _, ...data }, at }) => ({ kind, data, at }));

  it('L3: an answer leaves at even times, whoever bears the number: what was found cannot be read off the clock', async () => {
    // The work itself is the same statements: asserted by their count, since timing is no test.
    const statements = async (first: object, second: object) => {
      const before = await counted();
      await ask(first, second);
      return (await counted()) - before;
    };
    const counted = async () => {
      const { rows } = await context.pool.query<{ n: string }>(
        "select (select count(*) from link_check) + (select count(*) from pgboss.job where name in ('tell-link-request', 'answer-link-checks')) + (select count(*) from audit_event where action = 'link-check.ask') as n",
      );
      return Number(rows[0]!.n);
    };
    expect(await statements(permit(), residence())).toBe(4);
    expect(await statements(permit('H99999998'), residence(NOBODYS_RESIDENCE))).toBe(4);
  });

  it('L3: without a holder nothing of the numbers is kept but their keyed hashes', async () => {
    const { evidenceId } = (await ask(permit('H99999997'), residence(NOBODYS_RESIDENCE))).body;
    const row = await context.db
      .selectFrom('link_check')
      .selectAll()
      .where('evidence_id', '=', evidenceId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ account_id: null, person_id: null });
    expect([row.sealed.length, row.data_key.length]).toEqual([0, 0]);
    expect(JSON.stringify(row)).not.toContain('99999997');
  });

  it('L3: one party asks about one number a few times a day, whoever bears it', async () => {
    const own = await activeParty(context, { purposes: ['bank.account'] });
    token = await (await clientOf(context, own)).token('link-check');
    system = limited.client();
    const { most } = linkCheckPolicy.ofPartyAboutNumber[0]!;
    const refusals = [];
    for (const [first, second] of [
      [permit(), residence()],
      [permit('H99999996'), residence(NOBODYS_RESIDENCE)],
    ] as const) {
      for (let i = 0; i < most; i += 1) expect((await ask(first, second)).status).toBe(202);
      refusals.push(await ask(first, second));
    }
    expect(refusals.map(({ body }) => body.code)).toEqual(['too-many-requests', 'too-many-requests']);
    expect(refusals[0]!.body.title).toBe(refusals[1]!.body.title);
  });

  it('L3: what is asked wrong is named; a purpose that is not the party’s is refused; another party reads nothing', async () => {
    const named = async (first: object, second: object, more = {}) =>
      (await ask(first, second, more)).body.errors?.map(
        ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
      );
    expect(await named(permit('1'), residence())).toEqual(['first.number home-return-permit.form']);
    expect(await named(permit(), permit('M99000003'))).toEqual(['second.document linked.kinds']);
    expect(await named({ document: 'resident-id', number: '990000199003070013' }, residence())).toEqual([
      'second.document linked.kinds',
    ]);
    expect((await ask(permit(), residence(), { purpose: 'rail.entry' })).body.code).toBe('not-allowed');
    const { evidenceId } = (await ask()).body;
    const stranger = await activeParty(context);
    const theirs = await (await clientOf(context, stranger)).token('link-check');
    const peek = await system.get(`/api/v1/services/link-checks/${evidenceId}`, {
      authorization: `Bearer ${theirs}`,
    });
    expect(peek.status).toBe(404);
    const without = await (await clientOf(context, bank, { services: ['real-name-check'] })).token();
    expect((await ask(permit(), residence(), {}, { authorization: `Bearer ${without}` })).status).toBe(403);
  });

  it('L3: a question asked twice with one key is one question; all are forgotten after their time', async () => {
    const key = { 'idempotency-key': 'one-question' };
    const [first, second] = [
      await ask(permit(), residence(), {}, key),
      await ask(permit(), residence(), {}, key),
    ];
    expect(second.body.evidenceId).toBe(first.body.evidenceId);
    const later = new Date(context.clock().getTime() + partyPolicy.evidenceForMs + 1);
    expect(await forgetLinkChecks(context, later)).toBeGreaterThan(0);
  });
});
