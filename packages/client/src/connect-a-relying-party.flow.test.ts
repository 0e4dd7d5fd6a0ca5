import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { freePort } from '@suizheng/launch/ports.ts';
import { SYSTEM } from '@suizheng/server/context.ts';
import { addStaff } from '@suizheng/server/flows/staff/add-staff.ts';
import { signDelivery } from '@suizheng/server/flows/webhooks/sign-delivery.ts';
import { bearer, once as idempotent, phoneWithCredential } from '@suizheng/server/testing/gate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNewcomer } from './testing/newcomer.ts';

const root = resolve(import.meta.dirname, '../../..');
let page: string;
let platform: Awaited<ReturnType<typeof startNewcomer>>;
let folder: string;

/** A fenced block: what it is (`sh`, `text`, `js file=check.js`) and what it holds. */
type Block = { readonly info: string; readonly text: string };
const blocks = (): Block[] =>
  [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info, text]) => ({ info: info!, text: text! }));
const fileOf = ({ info }: Block): string | undefined => /file=(\S+)/.exec(info)?.[1];

beforeAll(async () => {
  page = await readFile(join(root, 'docs/connect-a-relying-party.md'), 'utf8');
  platform = await startNewcomer();
  folder = await mkdtemp(join(tmpdir(), 'suizheng-newcomer-'));
  await mkdir(folder, { recursive: true });
  for (const block of blocks()) {
    const file = fileOf(block);
    if (file) await writeFile(join(folder, file), block.text);
  }
}, 60_000);
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const environment = () => ({
  ...process.env,
  SUIZHENG: root,
  PLATFORM: platform.url,
  SANDBOX: platform.context.world.url,
  npm_config_offline: 'true',
});

/** What the page says an answer looks like: `…` stands for anything. */
const like = (text: string): RegExp =>
  new RegExp(
    `^${text
      .trim()
      .split('…')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('[\\s\\S]*?')}`,
  );

describe('V1: a newcomer who follows docs/connect-a-relying-party.md word by word', () => {
  it('gets every answer that the page shows, by curl and by the package', async () => {
    const steps = blocks().filter(({ info }) => info === 'sh' || info === 'text');
    const commands = steps.filter(({ info }) => info === 'sh');
    // One shell for the whole page: what a step sets, the next one uses.
    const script = ['set -e', ...commands.map(({ text }) => `${text}\necho; echo "--- done ---"`)].join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: folder,
      env: environment(),
      maxBuffer: 1 << 24,
    });
    const said = stdout.split('--- done ---\n');
    expect(said).toHaveLength(commands.length + 1);
    let answered = -1;
    let compared = 0;
    for (const { info, text } of steps) {
      if (info === 'sh') answered += 1;
      else {
        compared += 1;
        expect(said[answered]!.trim()).toMatch(like(text));
      }
    }
    expect(compared).toBeGreaterThanOrEqual(9);
  }, 120_000);

  it('finds in its table of refusals the codes and statuses that there are', () => {
    const rows = [...page.matchAll(/^\| (\d{3}) \| (`[^|]+`) \|/gm)];
    const named = rows.flatMap(([, status, codes]) =>
      [...codes!.matchAll(/`([^`]+)`/g)].map(([, code]) => [code, Number(status)]),
    );
    expect(named).toEqual(named.map(([code]) => [code, PROBLEMS[code as ProblemCode]?.status]));
    expect(named.length).toBeGreaterThanOrEqual(9);
  });

  const payload = {
    id: randomUUID(),
    kind: 'reader.revoked',
    at: new Date().toISOString(),
    party: randomUUID(),
    sequence: 1,
    data: { reader: 'r-1' },
  } as const;
  const delivery = (url: string, secrets = ['secret-of-the-webhook']) =>
    signDelivery(payload, { url, webhookId: randomUUID(), secrets, tries: 1, now: new Date() });

  it('has a receiver that takes our deliveries once and nobody else’s', async () => {
    const port = await freePort();
    const receiver = spawn('node', ['receiver.js'], {
      cwd: folder,
      env: { ...environment(), PORT: String(port), WEBHOOK_SECRET: 'secret-of-the-webhook' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    receiver.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    while (!said.includes('listening')) await once(receiver.stdout, 'data');
    const url = `http://127.0.0.1:${port}/hooks?team=7`;
    const post = async (signed: Awaited<ReturnType<typeof delivery>>) => {
      const { status } = await fetch(url, {
        method: 'POST',
        headers: signed.headers,
        body: Buffer.from(signed.body),
      });
      return status;
    };
    expect(await post(await delivery(url))).toBe(204);
    expect(await post(await delivery(url))).toBe(204);
    expect(await post(await delivery(url, ['another']))).toBe(401);
    receiver.kill();
    await once(receiver, 'exit');
    expect(said).toBe("listening\nreader.revoked { reader: 'r-1' }\n");
  });

  it('who has Python alone verifies them with the page’s own lines', async () => {
    if (spawnSync('python3', ['--version']).status !== 0) {
      console.log('not tried: this machine has no python3');
      return;
    }
    const verify = async (secret: string, change: Partial<{ path: string; body: string }> = {}) => {
      const signed = await delivery('https://receiver.example/hooks?team=7', ['newer', 'older']);
      const asked = {
        path: '/hooks',
        headers: signed.headers,
        body: Buffer.from(signed.body).toString('utf8'),
        ...change,
      };
      await writeFile(join(folder, 'asked.json'), JSON.stringify(asked));
      const program = `import json; from verify_webhook import verify; a = json.load(open('asked.json'))
print(verify('POST', a['path'], 'team=7', a['headers'], a['body'].encode(), '${secret}'))`;
      const { stdout } = await promisify(execFile)('python3', ['-c', program], { cwd: folder });
      return stdout.trim();
    };
    expect(await verify('newer')).toBe('True');
    expect(await verify('older')).toBe('True');
    expect(await verify('wrong')).toBe('False');
    expect(await verify('newer', { path: '/other' })).toBe('False');
    expect(await verify('newer', { body: '{}' })).toBe('False');
    const program = "from verify_webhook import proof; print(proof('c-123', 'newer'))";
    const { stdout } = await promisify(execFile)('python3', ['-c', program], { cwd: folder });
    expect(stdout.trim()).toBe(await addressProof('c-123', 'newer'));
  });

  it('has a gate that judges a code without the network', async () => {
    const { context, server } = platform;
    const officer = { name: '周警官', counter: '随证站', roles: ['officer', 'administrator'] as const };
    const { token } = await addStaff(context, SYSTEM, officer, context.clock());
    const code = await server
      .client()
      .post(
        '/api/v1/counter/enrolment-codes',
        { organisation: '北京南站', label: '2 号闸机', scope: 'rail', purposes: ['rail.entry'] },
        { ...bearer(token), ...idempotent() },
      );
    const phone = await phoneWithCredential(context);
    const gate = async (...args: string[]) => {
      const env = environment();
      return (await promisify(execFile)('node', ['gate.js', ...args], { cwd: folder, env })).stdout;
    };
    await gate('enrol', code.body.code);
    await gate('fetch');
    expect(await gate('verify', await phone.code(new Date()))).toMatch(/^amber valid-offline Valid/);
    expect(await gate('verify', 'HELLO')).toMatch(/^red malformed/);
  });
});
