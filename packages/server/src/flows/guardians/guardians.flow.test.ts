import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { residents } from '@suizheng/sandbox/population/residents.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../../db/people.ts';
import { sessionOf } from '../../testing/account-session.ts';
import { begin, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer } from '../../testing/test-server.ts';
import type { Resident } from '../../testing/test-world.ts';
import { guardianPolicy } from './guardian-policy.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
/** Pairs that the register names beside its own. */
const named = new Map<string, string>();
beforeAll(async () => {
  const open = await testContext({ vision: scriptedVision() });
  const { population } = open;
  context = {
    ...open,
    population: {
      checkRealName: population.checkRealName,
      portrait: population.portrait,
      checkMobile: population.checkMobile,
      checkGuardian: async (asked) =>
        named.get(asked.child) === asked.guardian
          ? { kind: 'match', relation: 'parent', requestId: 'r' }
          : population.checkGuardian(asked),
    },
  };
  server = await startTestServer(context);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const known = (name: string): Resident => {
  const { number } = residents([]).find((person) => person.name === name)!;
  return { name, number };
};

/** A signed-in account; of somebody, or only registered. */
async function signedIn(holder: Resident | null) {
  const person = holder && (await findOrCreatePerson(context.db, context.keys, holder, context.clock()));
  const accountId = await context.newAccount(person ? 'real-name' : 'registered', person?.person_id);
  const client = server.client();
  client.cookie = await sessionOf(context, accountId);
  return { accountId, personId: person?.person_id ?? null, client };
}

/** A child's account with an application about the child. */
async function childOf(subject: Resident) {
  const child = await signedIn(null);
  const { applicationId, personId } = await seedApplication(context, { subject, accountId: child.accountId });
  const ask = () =>
    child.client.post(
      `/api/v1/applications/${applicationId}/guardian-requests`,
      {},
      { 'idempotency-key': randomUUID() },
    );
  const start = (guardian?: boolean) =>
    child.client.post(
      '/api/v1/real-person-checks',
      {
        for: { kind: 'application', id: applicationId },
        consent: { version: FACE_CONSENT.version, ...(guardian === undefined ? {} : { guardian }) },
      },
      { 'idempotency-key': randomUUID() },
    );
  const what = { kind: 'application', id: applicationId } as const;
  return { ...child, subject, applicationId, what, about: personId, ask, start };
}

async function family() {
  const [child, parent] = [
    await context.world.enrol('林小禾', '2014-10-19'),
    await context.world.enrol('林知远', '1985-01-01'),
  ];
  named.set(child.number, parent.number);
  return { child: await childOf(child), parent: await signedIn(parent) };
}

const look = (by: { client: Awaited<ReturnType<typeof signedIn>>['client'] }, code: string) =>
  by.client.post('/api/v1/guardian-asks', { code }, { 'accept-language': 'en' });
const decide = (
  by: { client: Awaited<ReturnType<typeof signedIn>>['client'] },
  code: string,
  agrees: boolean,
) => by.client.post('/api/v1/guardian-decisions', { code, agrees, version: FACE_CONSENT.version });

describe('A12: under fourteen', () => {
  it('the check starts only after a guardian has consented on their own phone, who sees what for and who, masked', async () => {
    const { child, parent } = await family();
    const refused = await child.start();
    expect(refused.body.errors).toMatchObject([{ field: 'consent.guardian', code: 'consent.missing' }]);
    const asked = await child.ask();
    expect([asked.status, asked.body.state]).toEqual([201, 'open']);
    const code = asked.body.code as string;
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    const seen = await look(parent, `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
    expect(seen.body).toMatchObject({
      procedure: 'rail-temporary-id',
      child: { name: '林*禾' },
      version: FACE_CONSENT.version,
      state: 'open',
    });
    expect(JSON.stringify(seen.body)).not.toContain(child.subject.number);
    expect((await decide(parent, code, true)).body.state).toBe('consented');
    expect((await decide(parent, code, true)).body.code).toBe('wrong-state');
    const view = await doCheck(context, child, child.what);
    expect(view.state).toBe('accepted');
    const consents = await context.db
      .selectFrom('consent')
      .select(['account_id', 'guardian'])
      .where('person_id', '=', child.about)
      .orderBy('granted_at')
      .execute();
    expect(consents).toContainEqual({ account_id: parent.accountId, guardian: true });
    const inbox = await child.client.get('/api/v1/notifications', { 'accept-language': 'en' });
    expect(inbox.body.items.map(({ kind }: { kind: string }) => kind)).toContain('guardian-consented');
  });

  it('a guardian who withdraws ends the child’s check and its pictures, and it cannot begin again', async () => {
    const { child, parent } = await family();
    const { code } = (await child.ask()).body;
    await decide(parent, code, true);
    const view = await begin(context, child, child.what);
    await send(context, child, view, framesFor(context, view));
    const listed = (await parent.client.get('/api/v1/consents')).body;
    expect(listed).toMatchObject([{ kind: 'face', guardian: true, about: '林*禾' }]);
    await parent.client.post(`/api/v1/consents/${listed[0].id}/withdrawal`);
    const frames = await context.pool.query('select 1 from check_frame where check_id = $1', [view.id]);
    expect(frames.rowCount).toBe(0);
    const application = await child.client.get(`/api/v1/applications/${child.applicationId}`);
    expect(application.body.need).toBe('counter');
    expect((await child.start()).status).toBeGreaterThanOrEqual(400);
  });

  it('a refusal is told and lets nothing begin', async () => {
    const { child, parent } = await family();
    const { code } = (await child.ask()).body;
    expect((await decide(parent, code, false)).body.state).toBe('refused');
    expect((await child.start()).status).toBe(422);
    const state = await child.client.get(`/api/v1/applications/${child.applicationId}/guardian-request`);
    expect(state.body).toMatchObject({ needed: true, request: { state: 'refused', code: null } });
  });

  it('nobody but an adult whom the register names hears anything: strangers, minors, late and guessed codes get one answer', async () => {
    const { child, parent } = await family();
    const stranger = await signedIn(await context.world.enrol('路人甲', '1980-02-02'));
    const minor = await signedIn(await context.world.enrol('小学姐', '2010-02-02'));
    const nobody = await signedIn(null);
    const { code } = (await child.ask()).body;
    const unknown = (await look(stranger, code)).body;
    expect(unknown.errors).toMatchObject([{ field: 'code', code: 'guardian-code.unknown' }]);
    const guessed = (await look(stranger, 'ABCDEFGH')).body;
    expect(guessed.errors).toEqual(unknown.errors);
    expect((await look(minor, code)).body.errors).toMatchObject([{ code: 'guardian.not-adult' }]);
    expect((await look(nobody, code)).body.code).toBe('level-needed');
    expect((await decide(stranger, code, true)).status).toBe(422);
    const newer = (await child.ask()).body.code;
    expect((await look(parent, code)).body.errors).toEqual(unknown.errors);
    context.advance(guardianPolicy.codeForMs);
    expect((await look(parent, newer)).body.errors).toEqual(unknown.errors);
    for (let i = 0; i < guardianPolicy.tries[0].most; i += 1) await look(stranger, 'ABCDEFGH');
    expect((await look(stranger, 'ABCDEFGH')).status).toBe(429);
  });

  it('the box on a companion’s phone counts only for an adult’s account, and never for the child’s own', async () => {
    const subject = await context.world.enrol('林小满', '2015-01-01');
    const adult = await signedIn(await context.world.enrol('林成年', '1985-01-01'));
    const sibling = await signedIn(await context.world.enrol('林姐姐', '2010-01-01'));
    const own = await signedIn(subject);
    const starts = async (by: Awaited<ReturnType<typeof signedIn>>) => {
      const { applicationId } = await seedApplication(context, { subject, accountId: by.accountId });
      const answer = await by.client.post(
        '/api/v1/real-person-checks',
        {
          for: { kind: 'application', id: applicationId },
          consent: { version: FACE_CONSENT.version, guardian: true },
        },
        { 'idempotency-key': randomUUID() },
      );
      return answer.body.errors?.[0]?.code ?? answer.status;
    };
    expect(await starts(adult)).toBe(201);
    expect(await starts(sibling)).toBe('guardian.not-adult');
    expect(await starts(own)).toBe('guardian.not-adult');
  });

  it('林诗涵, 12, has no portrait on record: after her mother’s consent the ladder leads on, and says so', async () => {
    const child = await childOf(known('林诗涵'));
    const mother = await signedIn(known('陈桂芳'));
    const other = await signedIn(known('何静怡'));
    const { code } = (await child.ask()).body;
    expect((await look(other, code)).status).toBe(422);
    expect((await decide(mother, code, true)).body.state).toBe('consented');
    const started = await child.start();
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({ state: 'refused', step: null });
    const application = await child.client.get(`/api/v1/applications/${child.applicationId}`);
    expect(application.body).toMatchObject({ state: 'at-counter', need: 'counter' });
    expect(application.body.reasons[0].next.length).toBeGreaterThan(5);
  });

  it('an application about somebody older, or one that is over, asks no guardian', async () => {
    const grown = await childOf(await context.world.enrol('林成人', '2000-01-01'));
    expect((await grown.ask()).body.code).toBe('wrong-state');
    const stranger = await signedIn(null);
    const foreign = await stranger.client.post(
      `/api/v1/applications/${grown.applicationId}/guardian-requests`,
      {},
      { 'idempotency-key': randomUUID() },
    );
    expect(foreign.status).toBe(404);
  });
});
