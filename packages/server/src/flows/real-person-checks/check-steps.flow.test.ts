import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { AppError } from '@suizheng/domain/errors/app-error.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTrip, codeOf } from '../../testing/check-trip.ts';
import { begin, type Doer, doCheck, framesFor, send } from '../../testing/do-check.ts';
import { type ScriptedVision, scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { readApplication } from '../applications/read-applications.ts';
import { judgeWaiting } from './judge-waiting.ts';
import { startCheck } from './start-check.ts';

let context: TestContext;
let vision: ScriptedVision;
let trip: ReturnType<typeof checkTrip>;

beforeAll(async () => {
  vision = scriptedVision();
  context = await testContext({ vision });
  trip = checkTrip(context);
});
afterAll(() => context.close());

describe('the real-person check', () => {
  it('A12: records the separate consent with its version, and begins nothing without it', async () => {
    const { doer, what } = await trip.waiting();
    const request = { for: what, operationId: randomUUID(), locale: 'en' } as const;
    const actor = { kind: 'account', id: doer.accountId, traceId: null } as const;
    const missing = startCheck(context, doer, { ...request, actor, consent: { version: 'other' } });
    expect(await codeOf(missing)).toBe('validation-failed');
    await begin(context, doer, what);
    const consents = await context.db
      .selectFrom('consent')
      .selectAll()
      .where('account_id', '=', doer.accountId)
      .execute();
    expect(consents).toMatchObject([{ kind: 'face', version: FACE_CONSENT.version, guardian: false }]);
  });

  it('A12: under fourteen a guardian agrees, and that is recorded', async () => {
    const { doer, what } = await trip.waiting('2014-10-19');
    const error = await begin(context, doer, what).catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({ fields: [{ field: 'consent.guardian', code: 'consent.missing' }] });
    expect((await begin(context, doer, what, true)).state).toBe('capturing');
    const consent = await context.db
      .selectFrom('consent')
      .select('guardian')
      .where('account_id', '=', doer.accountId)
      .executeTakeFirstOrThrow();
    expect(consent.guardian).toBe(true);
  });

  it('without a photo on record leads to the counter at once', async () => {
    const accountId = await context.newAccount();
    const doer: Doer = { accountId, personId: null };
    // On the register by this number, without a portrait (sandbox resident p21).
    const subject = { name: '努尔兰·哈孜别克', number: await numberOf('p21') };
    const { applicationId: id } = await seedApplication(context, { subject, accountId });
    const view = await begin(context, doer, { kind: 'application', id });
    expect(view).toMatchObject({ state: 'refused', step: null, reasons: [{ code: 'reference-missing' }] });
    expect(await readApplication(context, doer, id, 'en')).toMatchObject({
      state: 'at-counter',
      need: 'counter',
    });
  });

  it('tells the next action only after the step before it arrived', async () => {
    const { doer, what } = await trip.waiting();
    const view = await begin(context, doer, what);
    expect(view.step).toMatchObject({ index: 0, of: 3, action: 'straight' });
    expect(JSON.stringify(view)).not.toMatch(/right|left|blink|mouth|nod/);
  });

  it('answers a step that was sent again, and a beginning that was sent again, without doing it twice', async () => {
    const { doer, what } = await trip.waiting();
    const request = {
      for: what,
      consent: { version: FACE_CONSENT.version },
      operationId: randomUUID(),
      actor: { kind: 'account', id: doer.accountId, traceId: null },
      locale: 'en',
    } as const;
    const [first, again] = [
      await startCheck(context, doer, request),
      await startCheck(context, doer, request),
    ];
    expect(again).toEqual(first);
    const frames = framesFor(context, first);
    const [once, twice] = [
      await send(context, doer, first, frames),
      await send(context, doer, first, frames),
    ];
    expect(twice).toEqual(once);
    const parallel = await trip.upTo(doer, once, 3);
    const last = framesFor(context, parallel);
    const { calls } = vision;
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => send(context, doer, parallel, last)));
    expect(answers.every((answer) => answer.status === 'fulfilled')).toBe(true);
    expect(vision.calls).toBe(calls + 1);
    expect(await send(context, doer, parallel, last)).toMatchObject({ state: 'accepted' });
    const credentials = await context.pool.query('select 1 from credential where application_id = $1', [
      what.id,
    ]);
    expect(credentials.rowCount).toBe(1);
  });

  it('stores pictures sealed, and no trace of them in proofs, checks or the audit log', async () => {
    const { doer, what, personId } = await trip.waiting();
    const view = await trip.upTo(doer, await begin(context, doer, what), 2);
    const rows = await context.db
      .selectFrom('check_frame')
      .selectAll()
      .where('check_id', '=', view.id)
      .execute();
    expect(rows.every((row) => !row.sealed.includes('straight'))).toBe(true);
    const open = await context.db
      .selectFrom('real_person_check')
      .selectAll()
      .where('check_id', '=', view.id)
      .executeTakeFirstOrThrow();
    expect(open.reference).not.toBeNull();
    await trip.upToEnd(doer, view);
    const ended = await context.db
      .selectFrom('real_person_check')
      .selectAll()
      .where('check_id', '=', view.id)
      .executeTakeFirstOrThrow();
    expect(ended).toMatchObject({ state: 'accepted', reference: null, person_id: personId });
  });

  it('a check that cannot be judged keeps nobody behind it waiting', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { doer, what } = await trip.waiting();
      const last = await trip.upTo(doer, await begin(context, doer, what), 3);
      vision.busy = true;
      expect(await codeOf(send(context, doer, last, framesFor(context, last)))).toBe('busy');
      vision.busy = false;
      ids.push(last.id);
    }
    context.advance(60_000);
    const { measureCheck } = vision;
    let calls = 0;
    Object.assign(vision, {
      measureCheck: (...args: Parameters<typeof measureCheck>) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('cannot be measured')) : measureCheck(...args);
      },
    });
    await expect(judgeWaiting(context)).rejects.toThrow('cannot be measured');
    Object.assign(vision, { measureCheck });
    const states = await context.db
      .selectFrom('real_person_check')
      .select('state')
      .where('check_id', 'in', ids)
      .orderBy('created_at')
      .execute();
    expect(states.map(({ state }) => state)).toEqual(['measuring', 'accepted']);
    expect(await judgeWaiting(context)).toBe(1);
  });

  it('three refused tries of a day close the re-check of a credential', async () => {
    const { doer, what } = await trip.waiting();
    const { credentialId } = await doCheck(context, doer, what);
    const again = { kind: 'credential', id: credentialId! } as const;
    for (let left = 2; left >= 0; left -= 1) {
      expect((await doCheck(context, doer, again, { match: 0.1 })).triesLeft).toBe(left);
    }
    expect(await codeOf(begin(context, doer, again))).toBe('face-closed');
  });
});

async function numberOf(id: string): Promise<string> {
  const page = await (await fetch(`${context.world.url}/people/${id}`)).text();
  return /990000\d{11}[\dX]/.exec(page)![0];
}
