import type { Sample } from './samples.tsx';

/** A call of a service as a program makes it. */
export type ServiceCall = {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The same call for a terminal and for TypeScript with the client package; `origin` is the platform's. */
export function callSamples(call: ServiceCall, origin: string): readonly Sample[] {
  const body = JSON.stringify(shortened(call.body), null, 2);
  return [
    {
      name: 'curl',
      text: [
        `curl '${origin}${call.path}'`,
        `-H "Authorization: Bearer $TOKEN"`,
        `-H 'Content-Type: application/json'`,
        `-H 'Accept-Language: zh-CN'`,
        `-d '${body}'`,
      ].join(' \\\n  '),
    },
    { name: 'TypeScript', text: typescriptCall(call, origin) },
  ];
}

/** The client package's functions by the path that each calls. */
const METHODS: Readonly<Record<string, string>> = {
  '/api/v1/services/credential-checks': 'checkCredential',
  '/api/v1/services/real-name-checks': 'checkRealName',
  '/api/v1/services/real-person-checks': 'checkPerson',
  '/api/v1/services/card-status-checks': 'checkCardStatus',
  '/api/v1/services/link-checks': 'askLink',
};

function typescriptCall({ path, body }: ServiceCall, origin: string): string {
  const argument = JSON.stringify(shortened(body), null, 2).replaceAll(/"(\w+)":/g, '$1:');
  return `import { readFileSync } from 'node:fs';
import { createClient } from '@suizheng/client';

const suizheng = createClient({
  url: '${origin}',
  clientId: process.env.SUIZHENG_CLIENT_ID!,
  privateKey: JSON.parse(readFileSync('private-key.jwk', 'utf8')),
});
const answer = await suizheng.${METHODS[path] ?? 'call'}(${argument});
console.log(answer.verdict, answer.title, answer.evidenceId);`;
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
