import { API } from '@suizheng/domain/contract/api.ts';
import { FIELD_FAULTS, type FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { Problem } from '@suizheng/domain/errors/problem.ts';
import { STAFF_ROLES } from '@suizheng/domain/policy/staff-access.ts';
import { PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { LOCALES } from '@suizheng/domain/text/locale.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { activeParty, clientOf } from '../testing/parties.ts';
import { scriptedVision } from '../testing/scripted-vision.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';
import { plausibleBody, wrongFields } from '../testing/wrong-fields.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let me: TestClient;
let staff: Record<string, string>;
let reader: Record<string, string>;
let system: Record<string, string>;

beforeAll(async () => {
  context = await testContext({ vision: scriptedVision() });
  server = await startTestServer(context, { limits: false });
  me = server.client();
  await signInAs(me, context.world.url, '19912345678');
  const officer = { name: '周警官', counter: '随证站', roles: STAFF_ROLES };
  const { token } = await addStaff(context, SYSTEM, officer, context.clock());
  staff = { authorization: `Bearer ${token}` };
  reader = { authorization: `Bearer ${await enrolReader()}` };
  const { token: access } = await clientOf(context, await activeParty(context));
  system = { authorization: `Bearer ${await access()}` };
});
afterAll(async () => {
  await server.close();
  await context.close();
});

async function enrolReader(): Promise<string> {
  const purposes = ['rail.entry'];
  const { body: procedures } = await me.get('/api/v1/procedures');
  const rail = procedures.find((one: { id: string }) => one.id === 'rail-temporary-id');
  const code = await me.post(
    '/api/v1/counter/enrolment-codes',
    {
      organisation: '随证站',
      label: '1 号闸机',
      scope: 'rail',
      purposes: [rail.credential.purposes[0]?.id ?? purposes[0]],
    },
    { ...staff, 'idempotency-key': 'gate' },
  );
  const keys = (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])) as CryptoKeyPair;
  const encryptionKey = Buffer.from(await crypto.subtle.exportKey('raw', keys.publicKey)).toString(
    'base64url',
  );
  return (await me.post('/api/v1/readers', { code: code.body.code, encryptionKey })).body.token;
}

/** The refusal names the field, the reason, the next step, in the language asked for; its trace id finds the log line. */
function expectNamed(
  answer: { status: number; body: unknown; headers: Headers },
  locale: (typeof LOCALES)[number],
  field: string,
): void {
  expect(answer.status).toBe(422);
  const problem = Problem.parse(answer.body);
  expect(problem.code).toBe('validation-failed');
  const fault = problem.errors?.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  expect(fault, JSON.stringify(problem.errors)).toBeDefined();
  const words = FIELD_FAULTS[fault!.code as FieldFaultCode];
  expect(fault!.reason).toBe(words.reason[locale]);
  expect(fault!.next).toBe(words.next[locale]);
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(server.log.some((line) => line.includes(problem.traceId))).toBe(true);
}

describe('A11: every field of every request, wrong in every way, is named with its reason and the next step', () => {
  const withBody = API.filter(({ body }) => body !== undefined);
  it.each(withBody.map((resource) => [resource.id, resource] as const))('%s', async (_id, resource) => {
    const callers: Readonly<Record<string, Record<string, string>>> = {
      staff,
      reader,
      'reader-or-public': reader,
      client: system,
    };
    const caller = callers[resource.access] ?? {};
    const path = resource.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      name === 'side' ? 'front' : name === 'step' ? '1' : '0b0f9d1e-5c1f-4a68-9f6e-2f3f0d1a7b55',
    );
    const good = plausibleBody(resource);
    const ways = wrongFields(resource, good);
    expect(ways.length).toBeGreaterThan(0);
    for (const [order, wrong] of ways.entries()) {
      const locale = LOCALES[order % LOCALES.length]!;
      const answer = await me.send(resource.method, path, {
        body: wrong.body,
        headers: { ...caller, 'accept-language': locale, 'idempotency-key': `${resource.id}-${order}` },
      });
      // Too much for this call at all is said of the whole, before it is read.
      if (wrong.how === 'too long' && answer.status === 413) continue;
      try {
        expectNamed(answer, locale, wrong.field);
      } catch (error) {
        console.error(
          `${resource.id}: ${wrong.field} ${wrong.how} →`,
          answer.status,
          answer.text.slice(0, 600),
        );
        throw error;
      }
    }
  });
});

describe('A11: every field of every form, wrong in every way, is named before any photo is taken', () => {
  it.each(PROCEDURES.map((procedure) => [procedure.id, procedure] as const))('%s', (_id, procedure) => {
    const good = procedure.examples.find(({ expect: outcome }) => outcome.kind === 'issue')!.input as Record<
      string,
      unknown
    >;
    const form = procedure.form({ sandbox: true }, new Date('2026-11-21T09:03:00+08:00'));
    expect(form.safeParse(good).success).toBe(true);
    const wrongValues = [
      '',
      '   ',
      undefined,
      null,
      7,
      {},
      [],
      'x-9-x',
      '长'.repeat(5_000),
      '\u202e😀\u0007',
    ];
    for (const field of Object.keys(good)) {
      const refused = wrongValues.filter((value) => {
        const parsed = form.safeParse({ ...good, [field]: value });
        if (parsed.success) return false;
        const named = parsed.error.issues.filter((issue) => issue.path[0] === field);
        expect(named.length, `${field} = ${JSON.stringify(value)?.slice(0, 40)}`).toBeGreaterThan(0);
        // A person's own words for it, not the schema's: every issue of a text is a fault we have texts for.
        if (typeof value === 'string')
          for (const issue of named) expect(Object.keys(FIELD_FAULTS)).toContain(issue.message);
        return true;
      });
      expect(refused.length, field).toBeGreaterThan(3);
    }
  });
});
