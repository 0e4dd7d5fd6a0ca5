// Do this name, this number and this birth date belong together?
import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  locale: 'en',
});

const [name = '', number = '', birthDate] = process.argv.slice(2);
const check = await client.realNameCheck({
  purpose: 'bank.account',
  name,
  number,
  ...(birthDate ? { birthDate } : {}),
});

console.log(`${check.verdict} (${check.code}): ${check.explanation}`);
console.log(`evidence ${check.evidenceId}`);

// Later, for a complaint or an audit: both sides find the same answer under this id.
const evidence = await client.evidence(check.evidenceId);
console.log(`looked up: ${evidence.verdict}, ${evidence.purpose}`);
