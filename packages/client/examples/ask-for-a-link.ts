// Do two documents belong to one person? The holder is asked on their phone: that takes as long as people take.
import { readFile } from 'node:fs/promises';
import { createClient } from '@suizheng/client';

const client = createClient({
  baseUrl: process.env.PLATFORM ?? 'http://localhost:8080',
  clientId: process.env.CLIENT_ID ?? '',
  privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
  locale: 'en',
});

const [permit = '', residence = '', order = crypto.randomUUID()] = process.argv.slice(2);
const asked = await client.linkCheck(
  {
    purpose: 'bank.account',
    first: { document: 'home-return-permit', number: permit },
    second: { document: 'residence-permit', number: residence },
  },
  // Of your own order: a program that starts again asks the holder no second time.
  { idempotencyKey: `link-${order}` },
);
console.log(`${asked.state}, answered by ${asked.answersAt} at the latest`);

// Waiting is optional: the webhook link-check.answered tells as well.
const patience = AbortSignal.timeout(Number(process.env.PATIENCE_MS ?? 360_000));
try {
  const { answer } = await client.waitForLinkCheck(asked.evidenceId, { signal: patience, everyMs: 500 });
  console.log(answer);
} catch (error) {
  if (!patience.aborted) throw error;
  console.log('no answer yet; ask again later under the same evidence id');
}
