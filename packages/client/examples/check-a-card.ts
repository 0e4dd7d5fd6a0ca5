// Is this card good at this moment, or was it reported lost?
import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  locale: 'en',
});

const [name = '', number = ''] = process.argv.slice(2);
const check = await client.cardStatusCheck({ purpose: 'bank.account', name, number });

console.log(`${check.verdict} (${check.code}): ${check.next}`);
