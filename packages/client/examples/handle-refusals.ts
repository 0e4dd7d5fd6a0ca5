// What can go wrong, and what to do: act on `code`, show `next`, name `traceId` to the operator.
import { readFile } from 'node:fs/promises';
import { createClient, SuizhengError } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  locale: 'en',
});

async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'fine';
  } catch (error) {
    if (!(error instanceof SuizhengError)) throw error;
    switch (error.code) {
      case 'validation-failed':
        return `${error.field}: ${error.errors[0]?.reason} ${error.errors[0]?.next}`;
      case 'too-many-requests':
      case 'quota-used':
        return `again in ${error.retryAfter} s`;
      case 'not-allowed':
        return `not for this client: ${error.next}`;
      default:
        return `${error.code}: ${error.next} (trace ${error.traceId})`;
    }
  }
}

const person = { name: '张晓晓', number: '990000200103070024' };
console.log(
  await told(client.realNameCheck({ ...person, purpose: 'bank.account', number: '99000020010307002' })),
);
console.log(await told(client.realNameCheck({ ...person, purpose: 'something.else' })));
console.log(await told(client.evidence('0b0f9d1e-5c1f-4a68-9f6e-2f3f0d1a7b55')));
