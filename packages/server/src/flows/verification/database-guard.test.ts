import { expect, it } from 'vitest';
import { createDatabaseGuard, DatabaseAway } from './database-guard.ts';

function setUp(waitMs = 1_000) {
  const said: string[] = [];
  const say = (_: unknown, message: string) => void said.push(message);
  let now = 0;
  const guard = createDatabaseGuard(
    { info: say, warn: say, error: say },
    { restMs: 2_000, waitMs },
    () => now,
  );
  const pass = (ms: number): void => {
    now += ms;
  };
  return { guard, said, pass };
}

const broken = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));

it('after a failure nobody asks until the rest is over; then the next answer ends the outage', async () => {
  const { guard, said, pass } = setUp();
  let asked = 0;
  await expect(guard.ask(broken)).rejects.toBeInstanceOf(DatabaseAway);
  expect(guard.isAway()).toBe(true);
  const work = async () => {
    asked += 1;
    return 'answer';
  };
  await expect(guard.ask(work)).rejects.toBeInstanceOf(DatabaseAway);
  expect(asked).toBe(0);
  pass(2_001);
  expect(await guard.ask(work)).toBe('answer');
  expect(guard.isAway()).toBe(false);
  expect(said).toEqual(['database away: verifying from memory', 'database is back']);
});

it('a long outage is said once', async () => {
  const { guard, said, pass } = setUp();
  for (let i = 0; i < 5; i += 1) {
    await expect(guard.ask(broken)).rejects.toBeInstanceOf(DatabaseAway);
    pass(2_001);
  }
  expect(said).toHaveLength(1);
});

it('a database that does not answer in time is away too', async () => {
  const { guard } = setUp(20);
  await expect(guard.ask(() => new Promise(() => {}))).rejects.toBeInstanceOf(DatabaseAway);
  expect(guard.isAway()).toBe(true);
});

it('a refused statement is an error of ours, not an outage', async () => {
  const { guard } = setUp();
  const refused = Object.assign(new Error('duplicate key'), { code: '23505' });
  await expect(guard.ask(() => Promise.reject(refused))).rejects.toBe(refused);
  expect(guard.isAway()).toBe(false);
});

it('an operator’s shutdown is an outage', async () => {
  const { guard } = setUp();
  const ended = Object.assign(new Error('terminating connection'), { code: '57P01' });
  await expect(guard.ask(() => Promise.reject(ended))).rejects.toBeInstanceOf(DatabaseAway);
});
