import { randomUUID } from 'node:crypto';
import { LINK_CONSENT } from '@suizheng/domain/contract/link-consent.ts';
import { linkCheckPolicy } from '@suizheng/domain/policy/link-check.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { documentLink } from '@suizheng/domain/procedures/document-link/procedure.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doCheck } from '../../testing/do-check.ts';
import { LINKED, linkTrip, permit, residence } from '../../testing/link-trip.ts';
import { activeParty, clientOf } from '../../testing/parties.ts';
import { newHolderKey } from '../../testing/seed-application.ts';
import { apply } from '../applications/apply.ts';
import { answerLinkChecks } from './answer-link-checks.ts';
import { tellLinkRequest } from './tell-link-request.ts';

const WAIT = partyPolicy.consentWaitMs;
let trip: Awaited<ReturnType<typeof linkTrip>>;
beforeAll(async () => {
  trip = await linkTrip();
});
afterAll(() => trip.close());
beforeEach(() => trip.begin());
afterEach(() => trip.context.world.fault('off', 'permits'));

describe('L3: the holder is asked on their phone', () => {
  it('L3: who asks, for what, about which documents, masked; agreed: the party reads confirmed at once', async () => {
    const asked = await trip.ask();
    expect(asked.status, asked.text).toBe(202);
    expect(asked.body).toMatchObject({
      service: 'link-check',
      state: 'waiting',
      answer: null,
      code: 'consent-awaited',
      answersAt: new Date(trip.context.clock().getTime() + WAIT).toISOString(),
      answeredAt: null,
    });
    const { evidenceId } = asked.body;
    await tellLinkRequest(trip.context, { evidenceId });
    await tellLinkRequest(trip.context, { evidenceId });
    const inbox = (await trip.holder.phone.get('/api/v1/notifications')).body.items.filter(
      ({ link }: { link: { id: string } }) => link.id === evidenceId,
    );
    expect(inbox).toMatchObject([{ kind: 'link-request', link: { to: 'request' }, sms: 'queued' }]);
    const [request] = (await trip.holder.phone.get('/api/v1/link-requests', { 'accept-language': 'zh-HK' }))
      .body;
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
    expect(JSON.stringify(request)).not.toContain(LINKED.permit.number);
    expect(JSON.stringify(request)).not.toContain(LINKED.residence.number);
    trip.context.advance(60_000);
    const agreed = await trip.say(trip.holder.phone, evidenceId, 'approve');
    expect(agreed.body, agreed.text).toMatchObject({ state: 'approved', told: 'yes', documents: [] });
    const answer = (await trip.read(evidenceId)).body;
    expect(answer).toMatchObject({
      state: 'answered',
      answer: 'confirmed',
      verdict: 'match',
      code: 'linked',
      answeredAt: trip.context.clock().toISOString(),
    });
    expect((await trip.evidence(evidenceId)).body).toMatchObject({ verdict: 'match', code: 'linked' });
    expect(await trip.events(evidenceId)).toMatchObject([{ data: { answer: 'confirmed' } }]);
    // Nothing of the numbers stays, and the time that was to be waited brings nothing more.
    trip.context.advance(WAIT);
    await answerLinkChecks(trip.context);
    expect(await trip.events(evidenceId)).toHaveLength(1);
    const row = await trip.context.db
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
    const other = await trip.holderOf(
      LINKED.otherResidence.number,
      'residence-permit',
      LINKED.otherResidence.name,
    );
    const asked = await trip.ask(
      residence(LINKED.otherResidence.number),
      permit(LINKED.otherResidence.sameAs!),
    );
    const { evidenceId } = asked.body;
    expect((await trip.say(other.phone, evidenceId, 'approve')).body).toMatchObject({ told: 'yes' });
    expect((await trip.read(evidenceId)).body.answer).toBe('confirmed');
  });

  it('L3: a valid link of the holder’s own answers while the register is away; without one the request waits on', async () => {
    const bare = (await trip.ask()).body.evidenceId;
    await trip.context.world.fault('reset', 'permits');
    const away = await trip.say(trip.holder.phone, bare, 'approve');
    expect(away.body).toMatchObject({ code: 'register-unavailable' });
    expect((await trip.holder.phone.get(`/api/v1/link-requests/${bare}`)).body.state).toBe('waiting');
    await trip.context.world.fault('off', 'permits');
    const doer = { ...trip.holder, level: 'real-person' as const };
    const application = await apply(trip.context, doer, {
      procedure: 'document-link',
      input: documentLink.examples[0]!.input as Record<string, unknown>,
      holderKey: newHolderKey().text,
      operationId: randomUUID(),
      actor: { kind: 'account', id: trip.holder.accountId, traceId: null },
      locale: 'en',
    });
    await doCheck(trip.context, doer, { kind: 'application', id: application.id });
    const linked = (await trip.ask()).body.evidenceId;
    await trip.context.world.fault('reset', 'permits');
    expect((await trip.say(trip.holder.phone, linked, 'approve')).body).toMatchObject({ told: 'yes' });
  });

  it('L3: said once, in time, in today’s words, by nobody else', async () => {
    const { evidenceId } = (await trip.ask()).body;
    const stranger = await trip.holderOf('H99000002', 'home-return-permit', '李詠詩');
    expect((await trip.say(stranger.phone, evidenceId, 'approve')).status).toBe(404);
    expect((await stranger.phone.get(`/api/v1/link-requests/${evidenceId}`)).status).toBe(404);
    expect((await trip.say(trip.holder.phone, evidenceId, 'approve', '2020-01-01')).body).toMatchObject({
      errors: [{ field: 'version', code: 'consent.missing' }],
    });
    expect((await trip.say(trip.holder.phone, evidenceId, 'refuse')).body).toMatchObject({
      state: 'refused',
      told: 'nothing',
    });
    expect((await trip.say(trip.holder.phone, evidenceId, 'approve')).body.code).toBe('wrong-state');
    const late = (await trip.ask()).body.evidenceId;
    trip.context.advance(WAIT);
    expect((await trip.say(trip.holder.phone, late, 'approve')).body.code).toBe('wrong-state');
    expect((await trip.holder.phone.get(`/api/v1/link-requests/${late}`)).body).toMatchObject({
      state: 'expired',
      told: 'nothing',
      documents: [],
    });
  });

  it('L3: reported: refused, and the officers who read reports have it', async () => {
    const { evidenceId } = (await trip.ask()).body;
    expect((await trip.say(trip.holder.phone, evidenceId, 'report')).body).toMatchObject({
      state: 'reported',
    });
    const reports = await trip.context.db
      .selectFrom('look_report')
      .select(['organisation', 'party_id', 'kind', 'state'])
      .where('evidence_id', '=', evidenceId)
      .execute();
    expect(reports).toEqual([
      { organisation: '示范银行', party_id: trip.bank.partyId, kind: 'service', state: 'received' },
    ]);
  });

  it('L3: past the limit the holder gets no more text messages, and the party sees no difference', async () => {
    const { most } = linkCheckPolicy.messagesToHolder[0]!;
    const sms: string[] = [];
    for (let i = 0; i < most + 1; i += 1) {
      const party = await activeParty(trip.context, { purposes: ['bank.account'] });
      const key = await (await clientOf(trip.context, party)).token('link-check');
      const asked = await trip.ask(permit(), residence(), {}, { authorization: `Bearer ${key}` });
      expect(asked.status).toBe(202);
      await tellLinkRequest(trip.context, { evidenceId: asked.body.evidenceId });
      const { items } = (await trip.holder.phone.get('/api/v1/notifications')).body;
      sms.push(items.find(({ link }: { link: { id: string } }) => link.id === asked.body.evidenceId).sms);
    }
    expect(sms.filter((one) => one === 'none')).toHaveLength(1);
    expect(sms.at(-1)).toBe('none');
  });
});
