import type { Sample } from './samples.tsx';

/** A call of a service as a program makes it. */
export type ServiceCall = {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The same call for a terminal and for TypeScript with the client package; `origin` is the platform's. */
export function callSamples({ path, body: given }: ServiceCall, origin: string): readonly Sample[] {
  const body = JSON.stringify(shortened(given), null, 2);
  return [
    {
      name: 'curl',
      text: [
        `curl '${origin}${path}'`,
        `-H "Authorization: Bearer $TOKEN"`,
        `-H 'Content-Type: application/json'`,
        ...(path === LINK_CHECKS ? [`-H "Idempotency-Key: $ORDER_ID"`] : []),
        `-H 'Accept-Language: zh-CN'`,
        `-d '${body}'`,
      ].join(' \\\n  '),
    },
    { name: 'TypeScript', text: typescriptCall({ path, body: given }, origin) },
  ];
}

/** The one service where a question lasts: the same key asks the holder no second time. */
const LINK_CHECKS = '/api/v1/services/link-checks';

/** The client package's functions by the path that each calls. */
const METHODS: Readonly<Record<string, string>> = {
  '/api/v1/services/credential-checks': 'credentialCheck',
  '/api/v1/services/real-name-checks': 'realNameCheck',
  '/api/v1/services/real-person-checks': 'realPersonCheck',
  '/api/v1/services/card-status-checks': 'cardStatusCheck',
  [LINK_CHECKS]: 'linkCheck',
};

function typescriptCall({ path, body }: ServiceCall, origin: string): string {
  const argument = JSON.stringify(shortened(body), null, 2).replaceAll(/"(\w+)":/g, '$1:');
  return `import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: '${origin}',
  clientId: process.env.CLIENT_ID!,
  privateKey: JSON.parse(await readFile('private-key.jwk', 'utf8')),
});
const check = await client.${METHODS[path] ?? 'call'}(${argument});
console.log(check.verdict, check.title, check.evidenceId);`;
}

/** A picture or a code in a sample is as good when its middle is left out. */
function shortened(body: ServiceCall['body']): ServiceCall['body'] {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      typeof value === 'string' && value.length > 120 ? `${value.slice(0, 60)}…` : value,
    ]),
  );
}
