// Is the person in front of the camera the one with this name and number? Yes or no, never a score.
import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  locale: 'en',
});

const [name = '', number = '', picture = 'portrait.jpg'] = process.argv.slice(2);
const portrait = (await readFile(picture)).toString('base64');
// A face takes longer than a name; the call is not repeated by itself, because each try counts.
const check = await client.realPersonCheck(
  { purpose: 'bank.account', name, number, portrait },
  { timeoutMs: 30_000 },
);

console.log(`${check.verdict} (${check.code}): ${check.next}`);
