import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultOrder } from '../faults.ts';
import { type Sandbox, startSandbox } from '../start-sandbox.ts';
import { type Subject, SYSTEMS, type System } from './rule.ts';
import { type Finding, runRules } from './run-rules.ts';

const ALL = SYSTEMS;
const dataDir = mkdtempSync(join(tmpdir(), 'conformance-'));
let sandbox: Sandbox;
let subject: Subject;
beforeAll(async () => {
  const keys = { registerApiKey: 'rk', smsApiKey: 'sk' };
  sandbox = await startSandbox({ port: 0, dataDir, facesDir: join(dataDir, 'no-faces'), ...keys });
  subject = (await (await fetch(`${sandbox.url}/demo-subject`)).json()) as Subject;
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dataDir, { recursive: true });
});

async function findings(systems: readonly System[]): Promise<Finding[]> {
  const keys = { register: 'rk', permits: 'rk', organisations: 'rk', sms: 'sk' };
  const all: Finding[] = [];
  for await (const one of runRules({ baseUrl: sandbox.url, systems, subject, keys })) all.push(one);
  return all;
}

async function fault(order: FaultOrder): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/faults`, { method: 'PUT', headers, body: JSON.stringify(order) });
}

test('the sandbox keeps every rule; what the subject lacks is skipped and said', async () => {
  const all = await findings(ALL);
  expect(all.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  expect(all.filter(({ verdict }) => verdict === 'skipped').map(({ rule }) => rule.id)).toEqual([
    'P13',
    'PR6',
  ]);
});

test.each(ALL)(
  'a %s that answers outside the contract is found out, and no finding holds personal data',
  async (target) => {
    await fault({ target, mode: 'garbage' });
    const all = await findings([target]);
    await fault({ target, mode: 'off' });
    expect(all.filter(({ verdict }) => verdict === 'failed').length).toBeGreaterThan(all.length / 2);
    for (const { why } of all) expect(why ?? '').not.toContain(subject.number);
  },
);

test('docs/connect-a-register.md lists every rule by its id', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/connect-a-register.md'), 'utf8');
  for (const { rule } of await findings(ALL)) expect(page).toContain(`| ${rule.id} |`);
});
