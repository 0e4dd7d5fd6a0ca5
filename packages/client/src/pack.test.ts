import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack } from '../build/pack.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
let folder: string;
let beside: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suizheng-newcomer-'));
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  beside = await mkdtemp(join(root, 'node_modules/.cache/client-types-'));
  const tarball = await pack(folder);
  await writeFile(
    join(folder, 'package.json'),
    '{ "name": "newcomer", "private": true, "type": "module" }\n',
  );
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: folder,
  });
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(beside, { recursive: true, force: true });
});

/** Node as the machine has it, where that is not the one that runs this test: the oldest we promise is 20. */
const nodes = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path));

// Each of these compiles or starts a program of its own: a busy machine takes its time.
describe('V1: the packed client', { timeout: 90_000 }, () => {
  it.each(nodes)('runs in an empty folder, by %s, with nothing else installed', async (node) => {
    const program = `
      import { createServer } from 'node:http';
      import { createClient, SuizhengError, verifyWebhook } from '@suizheng/client';
      const server = createServer((request, response) => {
        const issuer = 'http://127.0.0.1:' + server.address().port;
        response.setHeader('content-type', 'application/json');
        if (request.url.includes('.well-known'))
          return response.end(JSON.stringify({ issuer, token_endpoint: issuer + '/token' }));
        if (request.url === '/token') return response.end('{"access_token":"t","expires_in":600}');
        if (request.url.endsWith('/real-name-checks')) return response.end('{"verdict":"match"}');
        response.statusCode = 404;
        response.end('{"code":"not-found","title":"没有找到","next":"…","traceId":"t"}');
      });
      await new Promise((done) => server.listen(0, '127.0.0.1', done));
      const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
      const client = createClient({
        baseUrl: 'http://127.0.0.1:' + server.address().port,
        clientId: 'c',
        privateKey: await crypto.subtle.exportKey('jwk', keys.privateKey),
      });
      const { verdict } = await client.realNameCheck({ purpose: 'p', name: 'n', number: '1' });
      const error = await client.evidence('none').catch((reason) => reason);
      const webhook = await verifyWebhook(
        { method: 'POST', url: '/', headers: {}, body: '{}' }, 'secret');
      console.log([verdict, error instanceof SuizhengError, error.code, webhook.fault].join(' '));
      server.closeAllConnections();
      server.close();
    `;
    await writeFile(join(folder, 'newcomer.mjs'), program);
    const { stdout } = await run(node, ['newcomer.mjs'], { cwd: folder });
    expect(stdout.trim()).toBe('match true not-found unsigned');
  });

  it('brings its types, for TypeScript as strict as it gets, and needs none of others', async () => {
    await writeFile(
      join(folder, 'newcomer.ts'),
      `import { type Check, createClient, SuizhengError, verifyWebhook } from '@suizheng/client';
       const client = createClient({ baseUrl: '', clientId: '', privateKey: { kty: 'EC' } });
       export const check: Promise<Check> = client.realNameCheck({ purpose: '', name: '', number: '' });
       // @ts-expect-error a purpose is needed
       client.realNameCheck({ name: '', number: '' });
       export const code = (error: unknown) => (error instanceof SuizhengError ? error.code : null);
       export const hook = async (request: Request) => {
         const result = await verifyWebhook(request, ['a', 'b'], { seen: async () => false });
         return result.ok ? result.event.kind : result.fault;
       };`,
    );
    const config = {
      compilerOptions: {
        target: 'es2022',
        module: 'nodenext',
        lib: ['es2022', 'dom'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
      },
      files: ['newcomer.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error);
    expect(stdout).toBe('');
  });

  it('has types that are the contract’s own', async () => {
    const names = [...(await import('../build/plain-types.ts')).plainTypes().matchAll(/export type (\w+)/g)];
    const lines = names.map(([, name]) => `  Same<Ours.${name}, Packed.${name}>,`);
    await writeFile(
      join(beside, 'same.ts'),
      [
        `import type * as Ours from '${join(root, 'packages/client/src/types.ts')}';`,
        `import type * as Packed from '${join(folder, 'node_modules/@suizheng/client/types/client/src/types.js')}';`,
        'type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;',
        `export const all: [\n${lines.join('\n')}\n] = [${lines.map(() => 'true').join(', ')}];`,
      ].join('\n'),
    );
    const config = { extends: join(root, 'tsconfig.json'), files: ['same.ts'], include: [] };
    await writeFile(join(beside, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = await run(process.execPath, [tsc, '-p', beside]).catch((error) => error);
    expect(stdout).toBe('');
    const source = await readFile(join(root, 'packages/client/src/types.ts'), 'utf8');
    expect(names.map(([, name]) => name).sort()).toEqual(
      [...source.matchAll(/export type (\w+)/g)].map(([, name]) => name).sort(),
    );
  });
});
