// A scanner at a counter gives the text of a QR code; what may be seen of the credential depends on the purpose.
import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  services: ['credential-check'],
  locale: 'en',
});

const [code = '', purpose = 'rail.entry'] = process.argv.slice(2);
const check = await client.credentialCheck({ purpose, code });

// Act on the colour; show the words beside it, never the colour alone.
console.log(`${check.verdict}: ${check.title}. ${check.next}`);
if (check.fields !== null) console.log(`may be seen: ${Object.keys(check.fields).sort().join(', ')}`);
