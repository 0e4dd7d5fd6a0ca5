import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'suizheng-bootstrap-'));
  mkdirSync(join(clone, 'packages', 'launch'), { recursive: true });
  copyFileSync(
    join(import.meta.dirname, '..', 'bootstrap.mjs'),
    join(clone, 'packages', 'launch', 'bootstrap.mjs'),
  );
  writeFileSync(
    join(clone, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/one': { version: '1.0.0' } } }),
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Runs `ensurePackages` in the small clone, with an npm of ours that notes its calls and fails the verbs named. */
const ensurePackages = (failing: readonly string[]) => {
  const calls = join(clone, 'calls');
  const bin = join(clone, 'bin');
  mkdirSync(bin, { recursive: true });
  const refusals = failing.map((verb) => `[ "$1" = ${verb} ] && exit 1`).join('\n');
  const done = `mkdir -p '${clone}/node_modules/.bin'`;
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$1" >> '${calls}'\n${refusals}\n${done}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  const program = `await (await import('${clone}/packages/launch/bootstrap.mjs')).ensurePackages();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  const called = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
  return { status, said: stdout + stderr, called };
};

it.skipIf(process.platform === 'win32')('packages are installed once, by npm ci', () => {
  expect(ensurePackages([])).toMatchObject({ status: 0, called: ['ci'] });
  expect(ensurePackages([])).toMatchObject({ status: 0, called: ['ci'] });
});

it.skipIf(process.platform === 'win32')('where npm ci refuses, npm install takes the locked versions', () => {
  const { status, called, said } = ensurePackages(['ci']);
  expect({ status, called }).toEqual({ status: 0, called: ['ci', 'install'] });
  expect(said).toContain('npm ci refused');
});

it.skipIf(process.platform === 'win32')('where both fail, the next step is told', () => {
  const { status, said } = ensurePackages(['ci', 'install']);
  expect(status).toBe(1);
  expect(said).toContain('Next step: read the npm message above');
});

it.skipIf(process.platform === 'win32')('packages that a person installed themselves count', () => {
  mkdirSync(join(clone, 'node_modules'), { recursive: true });
  copyFileSync(join(clone, 'package-lock.json'), join(clone, 'node_modules', '.package-lock.json'));
  expect(ensurePackages([])).toMatchObject({ status: 0, called: [] });
});
