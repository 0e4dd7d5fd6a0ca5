import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { HOLDERS, syntheticResidencePermit } from '@suizheng/sandbox/permits/holders.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LINKED, linkTrip, permit, residence } from '../../testing/link-trip.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import type { Answer } from '../../testing/test-server.ts';
import { answerLinkChecks, forgetLinkChecks } from './answer-link-checks.ts';
import { tellLinkRequest } from './tell-link-request.ts';

const WAIT = partyPolicy.consentWaitMs;
let trip: Awaited<ReturnType<typeof linkTrip>>;
beforeAll(async () => {
  trip = await linkTrip();
});
afterAll(() => trip.close());
beforeEach(() => trip.begin());
afterEach(() => trip.context.world.fault('off', 'permits'));
const NOBODYS_RESIDENCE = syntheticResidencePermit('81', '1980-01-01', 'male');

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
    const own = await activeParty(trip.context, { purposes: ['bank.account'], name: '甲银行' });
    await trip.askFor(own);
    const taiwan = HOLDERS.find(({ number }) => number === '99000001')!;
    const cases = {
      ignored: await trip.ask(),
      refused: await trip.ask(),
      reported: await trip.ask(),
      // A real permit of somebody without an account; numbers that nobody has; documents of two people.
      noAccount: await trip.ask(
        { document: 'taiwan-permit', number: taiwan.number },
        residence('839900199304170037'),
      ),
      unknown: await trip.ask(permit('H99999999'), residence(NOBODYS_RESIDENCE)),
      twoPeople: await trip.ask(permit(), residence(LINKED.otherResidence.number)),
    };
    const shapes = (answers: readonly Answer[]) => new Set(answers.map(sameness));
    expect(shapes(Object.values(cases)).size).toBe(1);
    const id = (which: keyof typeof cases) => cases[which].body.evidenceId as string;
    const ids = (Object.keys(cases) as (keyof typeof cases)[]).map(id);
    await Promise.all(ids.map((evidenceId) => tellLinkRequest(trip.context, { evidenceId })));
    await trip.say(trip.holder.phone, id('refused'), 'refuse');
    await trip.say(trip.holder.phone, id('reported'), 'report');
    expect((await trip.say(trip.holder.phone, id('twoPeople'), 'approve')).body).toMatchObject({
      state: 'approved',
      told: 'nothing',
    });
    const everywhere = async () => {
      const each = async (one: string) =>
        [await trip.read(one), await trip.evidence(one), await eventsOf(own, one)] as const;
      const found = [];
      for (const one of ids) found.push(await each(one));
      return {
        read: found.map(([answer]) => answer),
        evidence: found.map(([, answer]) => answer),
        events: found.map(([, , told]) => told),
      };
    };
    // A moment before the end, with the worker at work, nothing is said of any of them.
    trip.context.advance(WAIT - 1);
    await answerLinkChecks(trip.context);
    const before = await everywhere();
    expect(shapes(before.read).size).toBe(1);
    expect(before.read[0]!.body).toMatchObject({ state: 'waiting', code: 'consent-awaited', answer: null });
    expect(before.evidence.map(({ status }) => status)).toEqual(ids.map(() => 404));
    expect(before.events).toEqual(ids.map(() => []));
    // At the end they are answered, whether or not the worker has come by.
    trip.context.advance(1);
    const end = await everywhere();
    expect(shapes(end.read).size).toBe(1);
    expect(end.read[0]!.body).toMatchObject({
      state: 'answered',
      answer: 'not-confirmed',
      code: 'not-linked',
      answeredAt: trip.context.clock().toISOString(),
    });
    await answerLinkChecks(trip.context);
    const after = await everywhere();
    expect(shapes(after.read)).toEqual(shapes(end.read));
    expect(shapes(after.evidence).size).toBe(1);
    expect(after.evidence[0]!.body).toMatchObject({ verdict: 'no-match', code: 'not-linked' });
    expect(new Set(after.events.map((told) => JSON.stringify(told))).size).toBe(1);
    expect(after.events[0]).toHaveLength(1);
  });

  const eventsOf = async (party: { partyId: string }, id: string) =>
    (
      await trip.context.db
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
      await trip.ask(first, second);
      return (await counted()) - before;
    };
    const counted = async () => {
      const { rows } = await trip.context.pool.query<{ n: string }>(
        "select (select count(*) from link_check) + (select count(*) from pgboss.job where name in ('tell-link-request', 'answer-link-checks')) + (select count(*) from audit_event where action = 'link-check.ask') as n",
      );
      return Number(rows[0]!.n);
    };
    expect(await statements(permit(), residence())).toBe(4);
    expect(await statements(permit('H99999998'), residence(NOBODYS_RESIDENCE))).toBe(4);
  });

  it('L3: without a holder nothing of the numbers is kept but their keyed hashes', async () => {
    const { evidenceId } = (await trip.ask(permit('H99999997'), residence(NOBODYS_RESIDENCE))).body;
    const row = await trip.context.db
      .selectFrom('link_check')
      .selectAll()
      .where('evidence_id', '=', evidenceId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ account_id: null, person_id: null });
    expect([row.sealed.length, row.data_key.length]).toEqual([0, 0]);
    expect(JSON.stringify(row)).not.toContain('99999997');
  });

  it('L3: one party asks about one number a few times a day, whoever bears it', async () => {
    const own = await activeParty(trip.context, { purposes: ['bank.account'] });
    await trip.askFor(own, trip.limited.client());
    const { most } = linkCheckPolicy.ofPartyAboutNumber[0]!;
    const refusals = [];
    for (const [first, second] of [
      [permit(), residence()],
      [permit('H99999996'), residence(NOBODYS_RESIDENCE)],
    ] as const) {
      for (let i = 0; i < most; i += 1) expect((await trip.ask(first, second)).status).toBe(202);
      refusals.push(await trip.ask(first, second));
    }
    expect(refusals.map(({ body }) => body.code)).toEqual(['too-many-requests', 'too-many-requests']);
    expect(refusals[0]!.body.title).toBe(refusals[1]!.body.title);
  });

  it('L3: what is asked wrong is named; a purpose that is not the party’s is refused; another party reads nothing', async () => {
    const named = async (first: object, second: object, more = {}) =>
      (await trip.ask(first, second, more)).body.errors?.map(
        ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
      );
    expect(await named(permit('1'), residence())).toEqual(['first.number home-return-permit.form']);
    expect(await named(permit(), permit('M99000003'))).toEqual(['second.document linked.kinds']);
    expect(await named({ document: 'resident-id', number: '990000199003070013' }, residence())).toEqual([
      'second.document linked.kinds',
    ]);
    expect((await trip.ask(permit(), residence(), { purpose: 'rail.entry' })).body.code).toBe('not-allowed');
    const { evidenceId } = (await trip.ask()).body;
    const stranger = await activeParty(trip.context);
    const theirs = await (await clientOf(trip.context, stranger)).token('link-check');
    const peek = await trip.system().get(`/api/v1/services/link-checks/${evidenceId}`, {
      authorization: `Bearer ${theirs}`,
    });
    expect(peek.status).toBe(404);
    const without = await (
      await clientOf(trip.context, trip.bank, { services: ['real-name-check'] })
    ).token();
    expect((await trip.ask(permit(), residence(), {}, { authorization: `Bearer ${without}` })).status).toBe(
      403,
    );
  });

  it('L3: a question asked twice with one key is one question; all are forgotten after their time', async () => {
    const key = { 'idempotency-key': 'one-question' };
    const [first, second] = [
      await trip.ask(permit(), residence(), {}, key),
      await trip.ask(permit(), residence(), {}, key),
    ];
    expect(second.body.evidenceId).toBe(first.body.evidenceId);
    const later = new Date(trip.context.clock().getTime() + partyPolicy.evidenceForMs + 1);
    expect(await forgetLinkChecks(trip.context, later)).toBeGreaterThan(0);
  });
});
