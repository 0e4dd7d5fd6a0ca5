import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { refuseSandboxLeftovers } from './demo-officer.ts';

it('production takes over no data folder of a demonstration: its officer would stay an officer', () => {
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-mode-'));
  expect(() => refuseSandboxLeftovers(dir)).not.toThrow();
  writeFileSync(join(dir, 'demo-officer.json'), '{}');
  expect(() => refuseSandboxLeftovers(dir)).toThrow('a data folder and a database of its own');
  rmSync(dir, { recursive: true });
});
