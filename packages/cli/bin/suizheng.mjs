#!/usr/bin/env node
// `npx suizheng …`: plain JavaScript, so that it can hand over to Node 24 from whatever Node called it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const own = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
const newEnough = Number(process.versions.node.split('.')[0]) >= 24;
if (!newEnough && !existsSync(own)) {
  console.error(
    'suizheng needs Node 24. Next step: run "npm start" or "npm ci" in the clone once, which brings it.',
  );
  process.exit(2);
}
const child = spawn(newEnough ? process.execPath : own, [main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
