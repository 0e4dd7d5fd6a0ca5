import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { createPopulationRegister } from '../../gateways/population-register.ts';
import { quickPolicy, testEffects } from '../../gateways/testing/outside-world.ts';
import { enrolGate, phoneWithCredential } from '../../testing/gate.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { signInAs, startTestServer } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let population: ReturnType<typeof createPopulationRegister>;

beforeAll(async () => {
  context = await testContext();
  population = createPopulationRegister({
    baseUrl: context.world.url,
    bearer: 'test-key',
    policy: { ...quickPolicy, timeoutMs: 150, attempts: 1, circuit: { failures: 2, reopenMs: 60_000 } },
    portraitPolicy: quickPolicy,
    effects: testEffects().effects,
  });
  server = await startTestServer({ ...context, population });
});
afterAll(async () => {
  await server.close();
  await population.close();
  await context.close();
});

const delay = (mode: 'delay' | 'off') =>
  fetch(`${context.world.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: 'population', mode, ms: 30_000 }),
  });

it('V5: a slow register opens its circuit, every answer says so with a time, and verification is untouched by it', async () => {
  const client = server.client();
  const resident = await context.world.enrol('孙静');
  const now = context.clock();
  const officer = await addStaff(
    context,
    SYSTEM,
    { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] },
    now,
  );
  const gate = await enrolGate(client, officer.token, { label: '1 号闸机', purposes: ['rail.entry'] });
  const phone = await phoneWithCredential(context);
  await signInAs(client, context.world.url, '16100009911');
  await delay('delay');

  // Everybody asks at the same time, so that gates would feel it if anything waited for the register.
  const asked = [];
  for (let i = 0; i < 4; i += 1) {
    const [register, verified] = await Promise.all([
      client.post('/api/v1/account/real-name', resident),
      gate.ask(await phone.code()),
    ]);
    expect(verified.body).toMatchObject({ verdict: 'green', code: 'valid' });
    asked.push(register);
  }
  expect(population.circuit()).toBe('open');
  for (const { status, body, headers } of asked) {
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'register-unavailable' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    for (const words of [body.title, body.next]) expect(words).toBeTruthy();
  }
  await delay('off');
});
