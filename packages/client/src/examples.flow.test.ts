import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '@suizheng/launch/ports.ts';
import { SYSTEM } from '@suizheng/server/context.ts';
import { tellParty } from '@suizheng/server/flows/parties/tell-party.ts';
import { addStaff } from '@suizheng/server/flows/staff/add-staff.ts';
import { deliverToParty } from '@suizheng/server/flows/webhooks/deliver.ts';
import { createWebhook } from '@suizheng/server/flows/webhooks/webhooks.ts';
import { bearer, once as idempotent, phoneWithCredential } from '@suizheng/server/testing/gate.ts';
import { activeParty, administratorOf } from '@suizheng/server/testing/parties.ts';
import { portraitOf } from '@suizheng/server/testing/scripted-portraits.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNewcomer } from './testing/newcomer.ts';

const examples = resolve(import.meta.dirname, '../examples');
let newcomer: Awaited<ReturnType<typeof startNewcomer>>;
const tried = new Set<string>();
const run = (example: string, ...args: string[]) => {
  tried.add(`${example}.ts`);
  return newcomer.run(example, ...args);
};

beforeAll(async () => {
  newcomer = await startNewcomer();
}, 60_000);
afterAll(() => newcomer.close());

describe('V1: the examples of the client package, run as they stand against the platform and the sandbox', () => {
  it('check-a-name', async () => {
    const { name, number } = await newcomer.context.world.enrol('慕容晓晓', '1990-03-07');
    const { said, complained } = await run('check-a-name', name, number, '1990-03-07');
    expect(complained).toBe('');
    expect(said).toMatch(
      /^match \(identity-match\): .+\nevidence [0-9a-f-]{36}\nlooked up: match, bank.account\n$/,
    );
    expect((await run('check-a-name', '慕容大大', number)).said).toMatch(/^no-match \(identity-no-match\)/);
  });

  it('check-a-credential', async () => {
    const phone = await phoneWithCredential(newcomer.context);
    const first = await run('check-a-credential', await phone.code(new Date()));
    expect(first.complained).toBe('');
    expect(first.said).toMatch(/^green: Valid\. .+\nmay be seen: .*name.*\n$/);
    expect((await run('check-a-credential', 'HELLO')).said).toMatch(/^red: Not a code/);
  });

  it('check-a-person', async () => {
    const { name, number } = await newcomer.context.world.enrol('慕容晓晓', '1990-03-07');
    await writeFile(join(newcomer.folder, 'portrait.jpg'), Buffer.from(portraitOf(), 'base64'));
    expect((await run('check-a-person', name, number)).said).toMatch(/^match \(person-match\)/);
  });

  it('check-a-card', async () => {
    const { name, number } = await newcomer.context.world.enrol('慕容晓晓', '1990-03-07');
    expect((await run('check-a-card', name, number)).said).toMatch(/ \(card-valid\)/);
  });

  it('ask-for-a-link', async () => {
    const asked = run('ask-for-a-link', 'H99000001', '819900199408120030', 'order-1');
    expect((await asked).complained).toBe('');
    expect((await asked).said).toMatch(/^waiting, answered by \d{4}-.+ at the latest\n/);
  }, 30_000);

  it('handle-refusals', async () => {
    const { said } = await run('handle-refusals');
    const [wrong, foreign, unknown] = said.split('\n');
    expect(wrong).toMatch(/^number: .+/);
    expect(foreign).toMatch(/^not for this client: |^purpose: /);
    expect(unknown).toMatch(/^not-found: .+ \(trace [0-9a-f]{32}\)$/);
  });

  it('receive-webhooks', async () => {
    const { context } = newcomer;
    const party = await activeParty(context);
    const port = await freePort();
    const { signingSecret } = await createWebhook(
      context,
      await administratorOf(context, party),
      { partyId: party.partyId, url: `http://127.0.0.1:${port}/hooks`, events: ['reader.revoked'] },
      { operationId: randomUUID(), actor: SYSTEM },
    );
    tried.add('receive-webhooks.ts');
    const receiver = spawn(process.execPath, [join(examples, 'receive-webhooks.ts')], {
      env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: `older,${signingSecret}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    receiver.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    while (!said.includes('listening')) await once(receiver.stdout, 'data');
    // The challenge comes first: the address is proven by the example's own answer.
    expect(await deliverToParty(context, party.partyId)).toBe(1);
    const event = { partyId: party.partyId, kind: 'reader.revoked', data: { reader: 'r-1' } } as const;
    await tellParty(context.db, event, context.clock());
    expect(await deliverToParty(context, party.partyId)).toBe(1);
    const forged = await fetch(`http://127.0.0.1:${port}/hooks`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(401);
    receiver.kill();
    await once(receiver, 'exit');
    expect(said).toContain('1 reader.revoked {"reader":"r-1"}');
    expect(said).toContain('refused: unsigned');
  });

  it('verify-offline', async () => {
    const { context, server, folder } = newcomer;
    const http = server.client();
    const officer = { name: '周警官', counter: '随证站', roles: ['officer', 'administrator'] as const };
    const { token } = await addStaff(context, SYSTEM, officer, context.clock());
    const allowed = await http.post(
      '/api/v1/counter/enrolment-codes',
      { organisation: '北京南站', label: '1 号闸机', scope: 'rail', purposes: ['rail.entry'] },
      { ...bearer(token), ...idempotent() },
    );
    expect((await run('verify-offline', 'enrol', allowed.body.code)).said).toBe('enrolled\n');
    const phone = await phoneWithCredential(context);
    expect((await run('verify-offline', 'fetch')).said).toBe('fetched\n');
    const first = await run('verify-offline', 'verify', await phone.code(new Date()));
    expect(first.complained).toBe('');
    expect(first.said).toMatch(
      /^amber: Valid \(checked offline\)\. .+\nmay be seen: .*name.*; data of \d+ s ago\n$/,
    );
    // Somebody who can write to the disk changes the pack: nothing is judged by it.
    const pack = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8'));
    const manifest = Buffer.from(pack.manifest, 'base64url');
    manifest[manifest.length - 1]! ^= 1;
    pack.manifest = manifest.toString('base64url');
    await writeFile(join(folder, 'pack.json'), JSON.stringify(pack));
    const changed = await run('verify-offline', 'verify', await phone.code(new Date()));
    expect(changed.code).not.toBe(0);
    expect(changed.complained).toContain('the pack is not good');
  });

  it('are all of them', async () => {
    expect([...tried].sort()).toEqual((await readdir(examples)).sort());
  });
});
