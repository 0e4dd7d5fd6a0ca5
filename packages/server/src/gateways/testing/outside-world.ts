import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultOrder } from '@suizheng/sandbox/faults.ts';
import { startSandbox } from '@suizheng/sandbox/start-sandbox.ts';
import type { CallEvent, CallPolicy, GatewayEffects } from '../call-policy.ts';

/** Keys the test sandbox accepts. */
export const testKeys = { register: 'test-register-key', sms: 'test-sms-key' };

/** The markers of a JPEG: the register hands portraits on without decoding them. */
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9]);

/** The real sandbox on a free port, with small generated portraits for the demo person and a Taiwan resident. */
export async function startOutsideWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'outside-world-'));
  const facesDir = join(dataDir, 'faces');
  mkdirSync(join(facesDir, 'portraits'), { recursive: true });
  for (const id of ['f22', 'm12']) writeFileSync(join(facesDir, 'portraits', `${id}.jpg`), jpeg);
  const manifest = {
    portraits: [
      { file: 'portraits/f22.jpg', sex: 'female' },
      { file: 'portraits/m12.jpg', sex: 'male' },
    ],
  };
  writeFileSync(join(facesDir, 'manifest.json'), JSON.stringify(manifest));
  const sandbox = await startSandbox({
    port: 0,
    dataDir,
    facesDir,
    registerApiKey: testKeys.register,
    smsApiKey: testKeys.sms,
  });
  return {
    url: sandbox.url,
    demoPerson: (await (await fetch(`${sandbox.url}/demo-person`)).json()) as {
      name: string;
      number: string;
      mobile: string;
      expiry: string;
    },
    async fault(order: FaultOrder) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${sandbox.url}/faults`, {
        method: 'PUT',
        headers,
        body: JSON.stringify(order),
      });
      if (!answer.ok) throw new Error(`fault refused: ${answer.status}`);
    },
    async close() {
      await sandbox.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** A bare HTTP server for answers no sandbox would give. */
export async function startStranger(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A policy quick enough for tests: no wait between attempts worth noticing. */
export const quickPolicy: CallPolicy = {
  timeoutMs: 2_000,
  attempts: 3,
  backoff: { initialMs: 1, maxMs: 2 },
  circuit: { failures: 100, reopenMs: 20 },
  maxBytes: 64 * 1024,
};

// Across one file's clients: the register would refuse a key that comes again with another question.
let id = 0;

/** Effects with counted ids and no randomness; `events` collects what metrics would see. */
export function testEffects() {
  const events: CallEvent[] = [];
  const effects: GatewayEffects = { random: () => 0.5, newId: () => `test-${++id}`, now: () => 0 };
  return { effects, events, onCall: (event: CallEvent) => void events.push(event) };
}
