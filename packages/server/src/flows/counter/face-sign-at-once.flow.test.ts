import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorOf, applyFor, newApplicant, registrationOf } from '../../testing/applicant.ts';
import { newMobile } from '../../testing/counter.ts';
import { counterTrip } from '../../testing/counter-trip.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { takeBack } from '../applications/take-back.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

it('A6: face-signed at the moment their own registration is taken back, a person is registered all the same', async () => {
  const { context, officer } = trip;
  const person = await trip.someone();
  const mobile = newMobile();
  const { accountId } = await newApplicant(context, mobile);
  const { id } = await applyFor(context, accountId, 'registration', registrationOf(person));
  const { person_id: personId } = await context.db
    .selectFrom('application')
    .select('person_id')
    .where('application_id', '=', id)
    .executeTakeFirstOrThrow();
  const { body: visit } = await officer.visit(person);
  const code = await officer.code(visit.id, mobile);
  const client = await context.pool.connect();
  await client.query('begin');
  const key = { personId, applicationId: id };
  await takeBack({ db: context.db, on: client }, key, actorOf(accountId), context.clock());
  const signing = officer.act('POST', `/visits/${visit.id}/face-sign`, { mobile, code });
  await untilSomebodyWaits(context.db).finally(() => client.query('commit'));
  client.release();
  const signed = await signing;
  expect(signed.status, signed.text).toBe(200);
  expect(await trip.accountOf(mobile)).toMatchObject({ level: 'real-person', person_id: personId });
});
