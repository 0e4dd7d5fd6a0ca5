import fastify from 'fastify';
import { expect, it } from 'vitest';
import { addHealth } from './health.ts';

it('a crowd that asks whether the server is ready costs one look at its parts', async () => {
  let looks = 0;
  const app = fastify();
  addHealth(app, async () => {
    looks += 1;
    return { database: { state: 'ok', needed: true } };
  });
  const answers = await Promise.all(Array.from({ length: 50 }, () => app.inject('/readyz')));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(200));
  expect(looks).toBe(1);
  await app.close();
});
