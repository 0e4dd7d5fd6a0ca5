import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { markOf } from './process-mark.ts';
import { type ServiceSpec, supervise } from './supervise.ts';

const folder = mkdtempSync(join(tmpdir(), 'suizheng-supervise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string): ServiceSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  cwd: folder,
  env: {},
  logFile: join(folder, `${name}.log`),
  probe: async () => true,
});

test('a program that is killed is said to have stopped and comes back as another process', async () => {
  const said: string[] = [];
  const service = supervise(program('steady', 'setInterval(() => {}, 1000)'), (line) => said.push(line));
  await service.whenReady();
  const before = service.pid;
  await service.kill9();
  await service.whenReady();
  expect(service.pid).not.toBe(before);
  expect(said.join()).toContain('steady stopped (ended by SIGKILL');
  const last = service.pid;
  await service.stop();
  expect(markOf(last)).toBeUndefined();
});

test('a program that cannot start is reported with its own last words', async () => {
  const spec = { ...program('broken', 'throw new Error("no such setting")'), probe: async () => false };
  const service = supervise(spec, () => {});
  await expect(service.whenReady()).rejects.toThrow(
    /broken could not start: exit code 1[\s\S]*no such setting/,
  );
});

test('a restarted program runs once, not twice', async () => {
  const service = supervise(program('again', 'setInterval(() => {}, 1000)'), () => {});
  await service.whenReady();
  const before = service.pid;
  await service.restart();
  expect(markOf(before)).toBeUndefined();
  expect(markOf(service.pid)).toBeDefined();
  await service.stop();
});
