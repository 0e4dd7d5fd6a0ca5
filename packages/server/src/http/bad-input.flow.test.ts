import { Problem } from '@suizheng/domain/errors/problem.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { foreignCode, malformedRequest, type WireRequest } from '../testing/malformed-requests.ts';
import { activeParty, clientOf } from '../testing/parties.ts';
import { scriptedVision } from '../testing/scripted-vision.ts';
import { sendBytes, type WireAnswer } from '../testing/send-bytes.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const ROUNDS = 200;
const AT_ONCE = 50;

/** Vision as pictures that are noise leave it: nothing can be measured. */
const vision: TestContext['vision'] = {
  ...scriptedVision(),
  measureCheck: () => Promise.reject(new VisionError('worker-failed', 'noise')),
  measureDocument: () => Promise.reject(new VisionError('worker-failed', 'noise')),
};

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let credentials: Record<WireRequest['access'], string[]>;
let sent = 0;
const seen = new Map<number, number>();

beforeAll(async () => {
  context = await testContext({ vision });
  server = await startTestServer(context, { limits: false });
  client = server.client();
  const me = server.client();
  await signInAs(me, context.world.url, '19912345678');
  const resident = await context.world.enrol('张晓晓', '1990-03-07', '19912345678');
  await me.post('/api/v1/account/real-name', resident);
  const everything = ['officer', 'reviewer', 'administrator'] as const;
  const officer = { name: '周警官', counter: '随证站', roles: everything };
  const { token } = await addStaff(context, SYSTEM, officer, context.clock());
  const reader = await enrolReader(token);
  const access = await (await clientOf(context, await activeParty(context))).token();
  credentials = {
    public: [],
    account: ['cookie', `sz_session=${me.cookie}`],
    staff: ['authorization', `Bearer ${token}`],
    reader: ['authorization', `Bearer ${reader}`],
    'reader-or-public': [],
    client: ['authorization', `Bearer ${access}`],
  };
});
afterAll(async () => {
  await server.close();
  await context.close();
});

async function enrolReader(staffToken: string): Promise<string> {
  const { body: procedures } = await client.get('/api/v1/procedures');
  const purposes = [procedures[0].credential.purposes[0].id];
  const code = await client.post(
    '/api/v1/counter/enrolment-codes',
    { organisation: '随证站', label: '1 号闸机', scope: 'rail', purposes },
    { authorization: `Bearer ${staffToken}`, 'idempotency-key': 'gate' },
  );
  const { publicKey } = (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])) as CryptoKeyPair;
  const encryptionKey = Buffer.from(await crypto.subtle.exportKey('raw', publicKey)).toString('base64url');
  return (await client.post('/api/v1/readers', { code: code.body.code, encryptionKey })).body.token;
}

function bytesOf({ method, path, headers, body, access, cut }: WireRequest): Buffer {
  // Else the one session of this test would end with the first sign-out.
  const signsOut = method === 'DELETE' && path.includes('/sessions/current');
  const who = signsOut ? [] : credentials[access];
  const all = [
    ['host', 'localhost'],
    ['connection', 'close'],
    ...(who.length > 0 ? [who] : []),
    ...headers,
    ...(body === null ? [] : [['content-length', String(body.length)]]),
  ];
  const head = [`${method} ${path} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''];
  const bytes = Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), body ?? Buffer.alloc(0)]);
  return bytes.subarray(0, bytes.length - cut);
}

/** Every answer is one of the contract, or a problem that says what to do; never a 500. */
function check(answer: WireAnswer, request: Pick<WireRequest, 'cut' | 'method'>): void {
  if (answer === null) {
    // Only a caller that went away in the middle may be left without an answer.
    expect(request.cut).toBeGreaterThan(0);
    return;
  }
  seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
  expect(answer.status).not.toBe(500);
  if (answer.status < 400 || request.method === 'HEAD') return;
  expect(answer.type).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(JSON.parse(answer.body));
  expect(problem.code).not.toBe('internal');
  expect(problem.status).toBe(answer.status);
  expect(problem.next.length).toBeGreaterThan(0);
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  if (problem.code === 'validation-failed') {
    expect(problem.errors!.length).toBeGreaterThan(0);
    for (const fault of problem.errors!) {
      expect(fault.field.length * fault.reason.length * fault.next.length).toBeGreaterThan(0);
    }
  }
}

it(`answers ${ROUNDS * AT_ONCE} malformed requests to every resource with a problem: never a 500, never a hang`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(malformedRequest, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (requests) => {
        await Promise.all(
          requests.map(async (request) => {
            sent += 1;
            const bytes = bytesOf(request);
            const answer = await sendBytes(server.port, bytes, { end: request.cut > 0 });
            try {
              check(answer, request);
            } catch (error) {
              const logged = server.log.filter((line) => line.includes('internal error')).slice(-3);
              const shown = bytes.toString('latin1').slice(0, 3_000);
              console.error('The answer breaks the contract:', shown, answer, ...logged);
              throw error;
            }
          }),
        );
      },
    ),
    { numRuns: ROUNDS, endOnFailure: true },
  );
  expect(sent).toBeGreaterThanOrEqual(10_000);
  expect(server.log.filter((line) => line.includes('internal error'))).toEqual([]);
  console.log(`${sent} requests:`, Object.fromEntries([...seen].sort(([a], [b]) => a - b)));
}, 300_000);

it('answers bytes that are no HTTP with a problem, or by ending the connection', async () => {
  const noise = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc
      .tuple(fc.constantFrom('GET', 'POST', 'G\0T', ''), fc.string({ unit: 'binary', maxLength: 100 }))
      .map(([method, rest]) => Buffer.from(`${method} /api/v1/${rest} HTTP/1.1\r\nHost: x\r\n\r\n`)),
    fc
      .string({ unit: 'binary', maxLength: 100 })
      .map((line) =>
        Buffer.from(`POST /api/v1/sms-codes HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${line}`),
      ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { minLength: 20, maxLength: 20 }), async (messages) => {
      await Promise.all(
        messages.map(async (bytes) =>
          check(await sendBytes(server.port, bytes, { end: true }), { cut: 1, method: 'GET' }),
        ),
      );
    }),
    { numRuns: 50, endOnFailure: true },
  );
});

it('V6: every text handed in as a code gets a verdict with a reason, and never a green one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(foreignCode, { minLength: 25, maxLength: 25 }), async (codes) => {
      const answers = await Promise.all(codes.map((code) => client.post('/api/v1/verifications', { code })));
      for (const { status, body } of answers) {
        expect(status).toBe(200);
        expect(body.verdict).toBe('red');
        expect(
          body.code.length * body.title.length * body.explanation.length * body.next.length,
        ).toBeGreaterThan(0);
        expect(body.fields).toBe(null);
      }
    }),
    { numRuns: 80, endOnFailure: true },
  );
});
