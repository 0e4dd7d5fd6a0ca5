import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verbs } from './verbs.ts';

const bin = fileURLToPath(new URL('../bin/suizheng.mjs', import.meta.url));
const suizheng = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });

test('an unknown command is misuse: it exits 2 and shows the help', () => {
  const { status, stderr } = suizheng('polish');
  expect(status).toBe(2);
  expect(stderr).toContain('There is no command "polish"');
  for (const verb of verbs) expect(stderr).toContain(verb.words);
});

test.each(verbs)('$words explains itself without touching a database', (verb) => {
  const { status, stdout } = suizheng(...verb.words.split(' '), '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: suizheng ${verb.words} ${verb.usage}`);
});
