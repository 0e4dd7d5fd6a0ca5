import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@suizheng/launch/ports.ts';
import { scriptedPortraits } from '@suizheng/server/testing/scripted-portraits.ts';
import { testContext } from '@suizheng/server/testing/test-context.ts';
import { startTestServer } from '@suizheng/server/testing/test-server.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');

/** What a program said, and how it ended. */
type Run = { readonly code: number; readonly said: string; readonly complained: string };

/**
 * A platform with the sandbox behind it, and a newcomer's empty folder with a key and a trial client: what the examples
 * and the documents start from.
 */
export async function startNewcomer() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const made = await testContext({ now: new Date(), vision: scriptedPortraits() });
  // The client has the machine's own clock.
  const context = { ...made, clock: () => new Date(), webauthn: { rpId: '127.0.0.1', origins: [url] } };
  const server = await startTestServer(context, { port });
  const folder = await mkdtemp(join(tmpdir(), 'suizheng-client-'));
  const trial = await newTrialClient(url, folder);
  return {
    url,
    context,
    server,
    folder,
    clientId: trial,
    run: (example: string, ...args: string[]): Promise<Run> =>
      runExample(example, args, folder, { PLATFORM: url, CLIENT_ID: trial, PATIENCE_MS: '1500' }),
    async close(): Promise<void> {
      await server.close();
      await made.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newTrialClient(url: string, folder: string): Promise<string> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey('jwk', privateKey);
  await writeFile(join(folder, 'private.jwk'), JSON.stringify(jwk), { mode: 0o600 });
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const answer = await fetch(`${url}/api/v1/trial-clients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jwk: { kty, crv, x, y } }),
  });
  const { clientId } = (await answer.json()) as { clientId: string };
  return clientId;
}

/** Runs an example as its reader would; answers whatever it did. */
function runExample(
  example: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Run> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(EXAMPLES, `${example}.ts`), ...args],
      { cwd, env: { ...process.env, ...env } },
      (error, said, complained) => done({ code: error ? Number(error.code ?? 1) : 0, said, complained }),
    );
  });
}
