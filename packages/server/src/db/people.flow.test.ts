import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { findOrCreatePerson, openPerson } from './people.ts';

let context: TestContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());

it('makes one person for one number, however many ask at once', async () => {
  const identity = { name: '张晓晓', number: '990000199003070013' };
  const people = await Promise.all(
    Array.from({ length: 10 }, () => findOrCreatePerson(context.db, context.keys, identity, context.clock())),
  );
  expect(new Set(people.map((person) => person.person_id)).size).toBe(1);
  expect(openPerson(context.keys, people[0]!)).toEqual(identity);
});

it('takes over a name that the register corrected, and stores neither name nor number in the clear', async () => {
  const number = '990000199003070013';
  const person = await findOrCreatePerson(
    context.db,
    context.keys,
    { name: '张小小', number },
    context.clock(),
  );
  expect(openPerson(context.keys, person).name).toBe('张小小');
  const row = await context.db.selectFrom('person').selectAll().executeTakeFirstOrThrow();
  expect(Buffer.concat([row.sealed, row.number_index, row.data_key]).includes('张小小')).toBe(false);
  expect(Buffer.concat([row.sealed, row.number_index, row.data_key]).includes(number)).toBe(false);
});
