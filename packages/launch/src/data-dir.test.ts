import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, endLeftBehind, openDataDir, sandboxKeys, takeDataDir } from './data-dir.ts';
import { markOf } from './process-mark.ts';

let dir: DataDir;
beforeEach(() => {
  dir = openDataDir({ SUIZHENG_DATA: mkdtempSync(join(tmpdir(), 'suizheng-data-')) });
});
afterEach(() => rmSync(dir.path, { recursive: true, force: true }));

test('a second launcher on the same data is told who holds it', async () => {
  const first = await takeDataDir(dir, 'http://localhost:1');
  expect(first.taken).toBe(true);
  expect(await takeDataDir(dir, 'http://localhost:2', 0)).toMatchObject({
    taken: false,
    holder: { pid: process.pid, url: 'http://localhost:1' },
  });
  if (first.taken) first.giveBack();
  expect((await takeDataDir(dir, 'http://localhost:2', 0)).taken).toBe(true);
});

test('the lock of a launcher that was killed is taken over, even when its process number lives again', async () => {
  const other = { pid: process.pid, started: 'long ago', url: 'http://localhost:1' };
  writeFileSync(join(dir.run, 'launcher.json'), JSON.stringify(other));
  expect((await takeDataDir(dir, 'http://localhost:2', 0)).taken).toBe(true);
});

test('programs of an interrupted run are ended, and a process that only got their number is left alone', async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const mark = markOf(left.pid!);
  writeFileSync(join(dir.run, 'server.json'), JSON.stringify(mark));
  writeFileSync(join(dir.run, 'worker.json'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
  expect(await endLeftBehind(dir)).toEqual(['server']);
  expect(markOf(left.pid!)).toBeUndefined();
});

test('the keys between server and sandbox are made once', () => {
  expect(sandboxKeys(dir)).toEqual(sandboxKeys(dir));
});
