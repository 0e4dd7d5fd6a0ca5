import { callSamples } from '../code/call-samples.ts';
import type { Sample } from '../code/samples.tsx';

/** Where the samples call; the page writes the address it was opened at. */
const ORIGIN = 'https://suizheng.example';
/** The demo person of the sandbox. */
const person = { name: '张晓晓', number: '990000200103070024' };

type Entry = {
  readonly samples: readonly Sample[];
  /** The operation that the samples call. */
  readonly operation?: string;
};

const call = (path: string, body: Readonly<Record<string, unknown>>) => callSamples({ path, body }, ORIGIN);

const SAMPLE_IDS = [
  'token',
  'mutual-tls',
  'discovery',
  'credential-check',
  'real-name-check',
  'real-person-check',
  'card-status-check',
  'link-check',
  'evidence',
  'problem',
  'webhook',
  'offline-pack',
] as const;
export type SampleId = (typeof SAMPLE_IDS)[number];

/** Every sample of the guides. */
export const SAMPLES: { readonly [S in SampleId]: Entry } = {
  token: {
    operation: 'requestToken',
    samples: [
      {
        name: 'curl',
        text: `# ASSERTION: see the sample in TypeScript, or any library that signs a JWT with ES256
curl '${ORIGIN}/api/v1/oauth/token' \\
  -d grant_type=client_credentials \\
  -d scope='real-name-check credential-check' \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  -d client_assertion="$ASSERTION"`,
      },
      {
        name: 'TypeScript',
        text: `// The client package gets tokens by itself; this is what it does.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const platform = '${ORIGIN}';
const clientId = process.env.CLIENT_ID!;
const jwk = JSON.parse(await readFile('private-key.jwk', 'utf8'));
const key = createPrivateKey({ key: jwk, format: 'jwk' });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const signed = [
  part({ alg: 'ES256', typ: 'JWT', kid: jwk.kid }),
  part({ iss: clientId, sub: clientId, aud: platform, jti: randomUUID(), iat: now, exp: now + 60 }),
].join('.');
const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });

const response = await fetch(new URL('/api/v1/oauth/token', platform), {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'real-name-check credential-check',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: [signed, signature.toString('base64url')].join('.'),
  }),
});
const { access_token, expires_in } = await response.json();`,
      },
    ],
  },
  'mutual-tls': {
    operation: 'requestToken',
    samples: [
      {
        name: 'curl',
        text: `curl '${ORIGIN}/api/v1/oauth/token' \\
  --cert client.pem --key client.key \\
  -d grant_type=client_credentials \\
  -d client_id="$CLIENT_ID" \\
  -d scope='real-name-check'`,
      },
    ],
  },
  discovery: {
    samples: [{ name: 'curl', text: `curl '${ORIGIN}/.well-known/oauth-authorization-server'` }],
  },
  'credential-check': {
    operation: 'checkCredential',
    samples: call('/api/v1/services/credential-checks', { purpose: 'rail.entry', code: 'SZ1:…' }),
  },
  'real-name-check': {
    operation: 'checkRealName',
    samples: call('/api/v1/services/real-name-checks', { purpose: 'bank.account', ...person }),
  },
  'real-person-check': {
    operation: 'checkPerson',
    samples: call('/api/v1/services/real-person-checks', {
      purpose: 'bank.account',
      ...person,
      portrait: '/9j/4AAQ…',
    }),
  },
  'card-status-check': {
    operation: 'checkCardStatus',
    samples: call('/api/v1/services/card-status-checks', { purpose: 'bank.account', ...person }),
  },
  'link-check': {
    operation: 'createLinkCheck',
    samples: call('/api/v1/services/link-checks', {
      purpose: 'bank.account',
      first: { document: 'home-return-permit', number: 'H99000001' },
      second: { document: 'residence-permit', number: '819900199408120030' },
    }),
  },
  evidence: {
    operation: 'readEvidence',
    samples: [
      {
        name: 'curl',
        text: `curl '${ORIGIN}/api/v1/services/evidence/EVIDENCE-ID' \\
  -H "Authorization: Bearer $TOKEN"`,
      },
      {
        name: 'TypeScript',
        text: `const { at, verdict, title } = await client.evidence(check.evidenceId);`,
      },
    ],
  },
  problem: {
    samples: [
      {
        name: 'JSON',
        text: JSON.stringify(
          {
            type: 'urn:suizheng:problem:validation-failed',
            title: 'Some entries need correcting',
            status: 422,
            code: 'validation-failed',
            next: 'Correct the marked entries and send again.',
            traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
            errors: [
              {
                field: 'number',
                code: 'resident-id.check-character',
                reason: 'The last character does not fit the others.',
                next: 'Compare it with the card.',
              },
            ],
          },
          null,
          2,
        ),
      },
    ],
  },
  webhook: {
    samples: [
      {
        name: 'TypeScript',
        text: `import { verifyWebhook, webhookAnswer } from '@suizheng/client';

const handled = new Set<string>();

export async function receive(request: Request): Promise<Response> {
  const result = await verifyWebhook(request, process.env.WEBHOOK_SECRET!, {
    seen: (id) => handled.has(id),
  });
  if (result.ok && !result.duplicate) handled.add(result.event.id);
  const { status, body } = webhookAnswer(result);
  return new Response(body, { status });
}`,
      },
      {
        name: 'HTTP',
        text: `POST /hooks/suizheng HTTP/1.1
Content-Type: application/json
Content-Digest: sha-256=:…:
Signature-Input: sig1=("@method" "@path" "@query" "content-type" "content-digest");created=…;nonce="…";keyid="…";tag="suizheng-webhook"
Signature: sig1=:…:

{"id":"…","kind":"link-check.answered","at":"…","party":"…","sequence":7,"data":{"evidenceId":"…"}}`,
      },
    ],
  },
  'offline-pack': {
    operation: 'readPack',
    samples: [
      {
        name: 'curl',
        text: `curl '${ORIGIN}/api/v1/readers/current/pack' \\
  -H "Authorization: Bearer $DEVICE_TOKEN"`,
      },
      {
        name: 'TypeScript',
        text: `import { readFile, writeFile } from 'node:fs/promises';
import { enrolDevice, fetchPack, openPack, verify } from '@suizheng/client';

// With a network, once and then every few minutes:
const device = await enrolDevice({ baseUrl: '${ORIGIN}', code: process.env.ENROLMENT_CODE! });
await writeFile('device.json', JSON.stringify(device), { mode: 0o600 });
let kept = await fetchPack(device);
kept = await fetchPack(device, { kept }); // only what is new is sent
await writeFile('pack.json', JSON.stringify(kept));

// Without one:
const pack = await openPack(JSON.parse(await readFile('pack.json', 'utf8')), device);
const answer = await verify(pack, scannedText, { locale: 'zh-Hans' });
console.log(answer.colour, answer.title, answer.next);`,
      },
    ],
  },
};
